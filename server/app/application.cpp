#include "api/job.hpp"
