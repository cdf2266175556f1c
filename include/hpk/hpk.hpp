// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// All families of hpk, and grids in files.

#include "hpk/core/isa.hpp"

#include "hpk/diffusion.hpp"
#include "hpk/distinct.hpp"
#include "hpk/hash_table.hpp"
#include "hpk/io.hpp"
#include "hpk/julia.hpp"
#include "hpk/maps.hpp"
#include "hpk/random.hpp"
#include "hpk/reductions.hpp"
#include "hpk/search.hpp"
