// SPDX-License-Identifier: MIT

/// \file
/// The C++20 module hpk: the public names of all families, without macros and without the headers
/// that they include.
///
///     import hpk;
///
/// The names below are those that the façades document; to build new variants, include the headers.
/// Kernels use the instruction set that the module's flags enable, and HPK_ISA depends on it: Clang
/// refuses an importer with different flags. Clang 19 needs -fmodules -fbuiltin-module-map, without
/// which templates do not find Clang's intrinsics when the importer instantiates them (LLVM issue
/// 78173). g++ 12 compiles the module but cannot import it.
module;

#include <hpk/hash_table/huge_page_allocator.hpp>
#include <hpk/hash_table/saved.hpp>
#include <hpk/hash_table/shared_map.hpp>
#include <hpk/hpk.hpp>

export module hpk;

export namespace hpk {

// Backends and execution.
using hpk::backend_name;
using hpk::enabled_backends;
using hpk::native;
using hpk::parallel;
using hpk::scalar;
using hpk::sequential;
using hpk::subnormals_kept;
using hpk::type_list;

// Vectors, and functions of them.
using hpk::cos;
using hpk::double_double;
using hpk::exp;
using hpk::expm1;
using hpk::lanes;
using hpk::log;
using hpk::log1p;
using hpk::sin;

// Grids.
using hpk::aligned_allocator;
using hpk::grid;
using hpk::grid_access;
using hpk::grid_like;
using hpk::grid_view;
using hpk::mdspan_like;
using hpk::to_mdspan;
using hpk::view_of;
using hpk::view_type;
using hpk::operator==;
using hpk::operator<<;

// Files.
using hpk::load_npy;
using hpk::save_npy;
using hpk::save_vti;
using hpk::stored_cell;

// Hash tables.
using hpk::erase_if;
using hpk::hash;
using hpk::hash_map;
using hpk::hash_members;
using hpk::hash_seed;
using hpk::hash_set;
using hpk::huge_page_allocator;
using hpk::join;
using hpk::seeded_hash;
using hpk::set_difference;
using hpk::set_intersection;
using hpk::set_symmetric_difference;
using hpk::set_union;
using hpk::shared_map;
using hpk::siphash;
using hpk::sketch_hash;

} // namespace hpk

export namespace hpk::julia {

using julia::accumulated_plane;
using julia::deep_plane;
using julia::julia_set;
using julia::mandelbrot;
using julia::mandelbrot_set;
using julia::pixel_set;
using julia::plane;
using julia::plane_view;
using julia::region;
using julia::to_double_double;
using julia::uniform_plane;
using julia::zoom;

using julia::burning_ship;
using julia::complex_lanes;
using julia::power;
using julia::quadratic;
using julia::tricorn;

using julia::complex_abs;
using julia::distance_estimates;
using julia::escape_counts;
using julia::escape_counts_and_observe;
using julia::expanded;
using julia::fastest;
using julia::interior_trap_radius;
using julia::interleaved;
using julia::lockstep;
using julia::smooth_count;
using julia::smooth_counts;
using julia::trapped;
using julia::variants;

} // namespace hpk::julia

export namespace hpk::diffusion {

using diffusion::along;
using diffusion::any_side;
using diffusion::axis_sides;
using diffusion::boundary;
using diffusion::constant_side;
using diffusion::convective;
using diffusion::face_value;
using diffusion::fixed;
using diffusion::flux;
using diffusion::frozen;
using diffusion::mirrored;
using diffusion::periodic;
using diffusion::reflecting;
using diffusion::sides;
using diffusion::varying;

using diffusion::advance_until;
using diffusion::convolve;
using diffusion::dye_block;
using diffusion::evolve;
using diffusion::evolve_and_observe;
using diffusion::evolve_in_super_steps;
using diffusion::laplacian;
using diffusion::parameters;
using diffusion::relax;
using diffusion::relax_and_observe;
using diffusion::relaxation;
using diffusion::relaxed;
using diffusion::stability_limit;
using diffusion::step;
using diffusion::steps_taken;
using diffusion::workspace;

using diffusion::neighbours;
namespace rules {
using diffusion::rules::axes;
using diffusion::rules::cells;
using diffusion::rules::conductive_cells;
using diffusion::rules::gray_scott;
using diffusion::rules::mean;
using diffusion::rules::spacing;
using diffusion::rules::with_held;
using diffusion::rules::with_reaction;
using diffusion::rules::with_source;
} // namespace rules

using diffusion::buffered;
using diffusion::cache_blocked;
using diffusion::convolution;
using diffusion::fastest;
using diffusion::fused;
using diffusion::in_place;
using diffusion::naive;
using diffusion::roll;
using diffusion::roll_add;
using diffusion::time_blocked;
using diffusion::variants;

} // namespace hpk::diffusion

export namespace hpk::distinct {

using distinct::bloom_filter;
using distinct::classic;
using distinct::datasketches_hash;
using distinct::datasketches_hyperloglog;
using distinct::from_datasketches;
using distinct::from_parquet;
using distinct::from_redis;
using distinct::hyperloglog;
using distinct::intersection_estimate;
using distinct::jaccard;
using distinct::k_minimum_values;
using distinct::parquet_bloom_filter;
using distinct::parquet_hash;
using distinct::redis_hash;
using distinct::redis_hyperloglog;
using distinct::split_block;
using distinct::to_datasketches;
using distinct::to_parquet;
using distinct::to_redis;
using distinct::union_of;

using distinct::hyperloglog_2007;
using distinct::improved;
using distinct::loglog;

using distinct::branchless;
using distinct::fastest;
using distinct::sieved;
using distinct::textbook;
using distinct::variants;

} // namespace hpk::distinct

export namespace hpk::hash_table {

using hash_table::entropy;
using hash_table::load;
using hash_table::map;
using hash_table::matches;
using hash_table::save;
using hash_table::saved_as_bytes;
using hash_table::set;
using hash_table::statistics;
using hpk::is_avalanching_v;

using hash_table::basic_key_window;
using hash_table::basic_node;
using hash_table::basic_ordered;
using hash_table::basic_tagged;
using hash_table::compact;
using hash_table::key_window;
using hash_table::linear;
using hash_table::node;
using hash_table::ordered;
using hash_table::tagged;
using hash_table::variants;

} // namespace hpk::hash_table

/// Probe sequences of tables and dicts.
export namespace hpk::hash_table::probe {

using probe::congruential;
using probe::linear;
using probe::perturbed;
using probe::sequence;

} // namespace hpk::hash_table::probe

export namespace hpk::maps {

using maps::map;

using maps::blocked;
using maps::fused;
using maps::temporaries;
using maps::variants;

} // namespace hpk::maps

export namespace hpk::random {

using random::mt19937;
using random::pcg64;
using random::philox4x32;
using random::philox4x64;
using random::seed_sequence;
using random::threefry4x64;
using random::xoshiro256pp;

using random::below;
using random::count_in_quarter_circle;
using random::fill;
using random::fill_normal;
using random::normal;
using random::sample;
using random::shuffle;
using random::uniform;

using random::fastest;
using random::filled;
using random::fused;
using random::naive;
using random::variants;

} // namespace hpk::random

export namespace hpk::reductions {

using reductions::dot;
using reductions::exact_accumulator;
using reductions::exact_dot;
using reductions::exact_sum;
using reductions::extremes;
using reductions::mean;
using reductions::minmax;
using reductions::moments;
using reductions::norm;
using reductions::project_rows;
using reductions::squared_norm;
using reductions::sum;
using reductions::sum_of;
using reductions::variance;

using reductions::compensated;
using reductions::expansion;
using reductions::extracted;
using reductions::in_order;
using reductions::pairwise;
using reductions::striped;
using reductions::superaccumulator;
using reductions::variants;

} // namespace hpk::reductions

export namespace hpk::search {

using search::closest;
using search::contains;
using search::count;
using search::digitize;
using search::draw;
using search::equal_range;
using search::histogram;
using search::index;
using search::interpolate;
using search::lower_bound;
using search::upper_bound;

using search::before;
using search::branchless;
using search::fastest;
using search::halving;
using search::interleaved;
using search::linear;
using search::tree;
using search::variants;

} // namespace hpk::search
