// SPDX-License-Identifier: MIT
//
// For the scripts beside this one: the bits of doubles, and bits at random.

const view = new DataView(new ArrayBuffer(8));

/// The double with these bits.
exports.of_bits = (bits) => (view.setBigUint64(0, bits), view.getFloat64(0));
/// The bits of a double.
exports.bits_of = (x) => (view.setFloat64(0, x), view.getBigUint64(0));

let state = 1n; // splitmix64
/// The next 64 bits.
exports.word = () => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
    let z = state;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    return z ^ (z >> 31n);
};
