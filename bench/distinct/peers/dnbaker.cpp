// SPDX-License-Identifier: MIT
#include "distinct/peers/sketches.hpp"

#include <sketch/hll.h>

#include "compiled_with.hpp"

namespace hpk::bench::peers {
namespace {

class hll final : public sketches_of<sketch::hll_t> {
public:
    explicit hll(int p) : p_(static_cast<std::size_t>(p)) {}
    void append(const std::uint64_t* keys, std::size_t size) override {
        sketch::hll_t& s = all_.emplace_back(p_);
        for (std::size_t k = 0; k < size; ++k) s.addh(keys[k]);
    }
    double estimate() override { return all_.back().report(); }
    double union_estimate() override {
        sketch::hll_t result(p_);
        for (const sketch::hll_t& s : all_) result += s;
        return result.report();
    }

private:
    std::size_t p_;
};

} // namespace

std::unique_ptr<sketches> dnbaker_hll(int p) {
    return std::make_unique<hll>(p);
}
std::string dnbaker_made_with() {
    return made_with;
}

} // namespace hpk::bench::peers
