// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The mathematical functions on lanes: log, exp, log1p, expm1, sin and cos.

#include "hpk/core/functions/exp.hpp"     // exp
#include "hpk/core/functions/expm1.hpp"   // expm1
#include "hpk/core/functions/log.hpp"     // log
#include "hpk/core/functions/log1p.hpp"   // log1p
#include "hpk/core/functions/sin_cos.hpp" // sin, cos
