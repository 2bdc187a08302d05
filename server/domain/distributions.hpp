#pragma once
// The gamma and beta distributions behind every statement of how sure one may be. "Below" and
// "above" are tails computed each in its own right: 1 - below loses the small ones.

namespace safetycell::domain {

/// P(G > x) of a gamma variable with this shape > 0 and rate 1. For a whole shape n also P(X < n) of a Poisson
/// variable X with mean x.
double gamma_above(double shape, double x);

/// The x with so much probability (0 to 1, ends excluded) below or above it.
double gamma_quantile_below(double shape, double below);
double gamma_quantile_above(double shape, double above);

/// The shape at which so much probability lies below or above x > 0.
double gamma_shape_below(double x, double below);
double gamma_shape_above(double x, double above);

/// A share of a whole with what remains, so that neither is lost where the other is nearly 1.
struct Share {
    double part = 0;
    double rest = 1;
};

/// P(B <= share) of a beta variable with a, b > 0; also P(X >= a) of a binomial variable X with a + b - 1
/// trials that succeed with probability `share.part`.
double beta_below(double a, double b, Share share);

/// The share with so much probability below or above it.
Share beta_quantile_below(double a, double b, double below);
Share beta_quantile_above(double a, double b, double above);

}  // namespace safetycell::domain
