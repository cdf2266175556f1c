// SPDX-License-Identifier: MIT
#pragma once

#include "hpk/hash_table/map.hpp"
#include "hpk/hash_table/set.hpp"
#include "hpk/hash_table/variants.hpp"
