// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

/// \file
/// Sketches of other libraries. They know nothing of hpk.

namespace hpk::bench::peers {

/// Sketches of one library, of one kind and size.
class sketches {
public:
    virtual ~sketches() = default;
    /// Makes one more sketch, of these keys, which are added one after the other.
    virtual void append(const std::uint64_t* keys, std::size_t size) = 0;
    /// How many there are.
    [[nodiscard]] virtual std::size_t size() const = 0;
    /// Forgets all sketches.
    virtual void clear() = 0;
    /// The estimate of the last sketch.
    virtual double estimate() = 0;
    /// The estimate of the union of all, or 0 if it is not asked for.
    virtual double union_estimate() = 0;
};

/// What all of them share. A Sketch is the library's own.
template <class Sketch>
class sketches_of : public sketches {
public:
    [[nodiscard]] std::size_t size() const final { return all_.size(); }
    void clear() final { all_.clear(); }
    double union_estimate() override { return 0; }

protected:
    std::vector<Sketch> all_;
};

/// HyperLogLog of Apache DataSketches, a byte per register (HLL_8), with 2^p registers.
std::unique_ptr<sketches> datasketches_hll(int p);
/// The theta sketch of Apache DataSketches, of 2^p minimum values.
std::unique_ptr<sketches> datasketches_theta(int p);
/// HyperLogLog of github.com/dnbaker/sketch, with 2^p registers.
std::unique_ptr<sketches> dnbaker_hll(int p);

/// The version of DataSketches, the compiler and the flags.
std::string datasketches_made_with();
/// The compiler and the flags.
std::string dnbaker_made_with();

} // namespace hpk::bench::peers
