// SPDX-License-Identifier: MIT
#include "distinct/peers/sketches.hpp"

#include <hll.hpp>
#include <theta_sketch.hpp>

#include "compiled_with.hpp"

namespace hpk::bench::peers {
namespace {

namespace ds = datasketches;

class hll final : public sketches_of<ds::hll_sketch> {
public:
    explicit hll(int p) : p_(static_cast<std::uint8_t>(p)) {}
    void append(const std::uint64_t* keys, std::size_t size) override {
        ds::hll_sketch& s = all_.emplace_back(p_, ds::HLL_8);
        for (std::size_t k = 0; k < size; ++k) s.update(keys[k]);
    }
    double estimate() override { return all_.back().get_estimate(); }
    double union_estimate() override {
        ds::hll_union result(p_);
        for (const ds::hll_sketch& s : all_) result.update(s);
        return result.get_estimate();
    }

private:
    std::uint8_t p_;
};

class theta final : public sketches_of<ds::update_theta_sketch> {
public:
    explicit theta(int p) : p_(static_cast<std::uint8_t>(p)) {}
    void append(const std::uint64_t* keys, std::size_t size) override {
        all_.push_back(ds::update_theta_sketch::builder().set_lg_k(p_).build());
        for (std::size_t k = 0; k < size; ++k) all_.back().update(keys[k]);
    }
    double estimate() override { return all_.back().get_estimate(); }

private:
    std::uint8_t p_;
};

} // namespace

std::unique_ptr<sketches> datasketches_hll(int p) {
    return std::make_unique<hll>(p);
}
std::unique_ptr<sketches> datasketches_theta(int p) {
    return std::make_unique<theta>(p);
}
std::string datasketches_made_with() {
    return std::string("DataSketches " HPK_BENCH_DATASKETCHES ", ") + made_with;
}

} // namespace hpk::bench::peers
