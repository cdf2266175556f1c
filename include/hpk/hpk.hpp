// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// All families of hpk.

#include "hpk/diffusion.hpp"
#include "hpk/distinct.hpp"
#include "hpk/hash_table.hpp"
#include "hpk/julia.hpp"
#include "hpk/random.hpp"
#include "hpk/reductions.hpp"
#include "hpk/search.hpp"
