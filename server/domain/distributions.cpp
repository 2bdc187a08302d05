#include "domain/distributions.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

namespace safetycell::domain {
namespace {

/// Tails are asked for by the hundred thousand, and 13 digits of them are plenty: computed in double
/// throughout.
using InDouble = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

}  // namespace

double gamma_above(double shape, double x) {
    return boost::math::gamma_q(shape, x, InDouble{});
}

double gamma_quantile_below(double shape, double below) {
    return boost::math::gamma_p_inv(shape, below);
}

double gamma_quantile_above(double shape, double above) {
    return boost::math::gamma_q_inv(shape, above);
}

double gamma_shape_below(double x, double below) {
    return boost::math::gamma_p_inva(x, below);
}

double gamma_shape_above(double x, double above) {
    return boost::math::gamma_q_inva(x, above);
}

double beta_below(double a, double b, Share share) {
    return share.part <= share.rest ? boost::math::ibeta(a, b, share.part)
                                    : boost::math::ibetac(b, a, share.rest);
}

Share beta_quantile_below(double a, double b, double below) {
    Share share;
    share.part = boost::math::ibeta_inv(a, b, below, &share.rest);
    return share;
}

Share beta_quantile_above(double a, double b, double above) {
    Share share;
    share.part = boost::math::ibetac_inv(a, b, above, &share.rest);
    return share;
}

}  // namespace safetycell::domain
