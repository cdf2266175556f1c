// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// hpk's own rules, which a step can follow in the place of parameters: see hpk/diffusion/rule.hpp.

#include "hpk/diffusion/rules/cells.hpp"
#include "hpk/diffusion/rules/gray_scott.hpp"
#include "hpk/diffusion/rules/spacing.hpp"
#include "hpk/diffusion/rules/with_held.hpp"
#include "hpk/diffusion/rules/with_reaction.hpp"
#include "hpk/diffusion/rules/with_source.hpp"
