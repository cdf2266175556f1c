// SPDX-License-Identifier: MIT
//
// Writes functions.csv: node make_functions.js > functions.csv
//
// The results are those of V8, whose Math.log, exp, log1p, expm1, sin and cos are fdlibm's (made by node
// 20.20). Angles are at most 2^19 pi, beyond which hpk and fdlibm reduce them in different ways.
// x and y are bits of doubles, or nan. The points are bits at random, numbers of all sizes, those next to 1,
// to 0 and to where an algorithm changes, subnormal numbers and special ones.

const { of_bits, bits_of, word } = require("./words.js");

const below = (n) => Number(word() % BigInt(n));
const uniform = () => Number(word() >> 11n) / 2 ** 53;

const special = [
    0, -0, 1, -1, Infinity, -Infinity, NaN, 5e-324, -5e-324, 2 ** -1022, -(2 ** -1022), Number.MAX_VALUE,
    -Number.MAX_VALUE, 709.782712893384, 709.7827128933841, 709, -745.1332191019411, -745.1332191019412,
    708, -708, -708.5, 2 ** -28, -(2 ** -28), 2 ** -29, 2 ** -54, 2 ** 53, 2 ** 53 + 2, 2 ** 54, 56 * Math.LN2,
    -56 * Math.LN2, 0.5 * Math.LN2, 1.5 * Math.LN2, -0.25, 1 - 2 ** -53, 1 + 2 ** -52, 1 - 2 ** -20, 1 + 2 ** -20,
];
// The upper halves of numbers at which fdlibm changes its ways.
const changes = [
    0x3fd62e42n, 0x3ff0a2b2n, 0x3fda827an, 0x3fd2bec4n, 0x3ff6147an, 0x3fe6b851n, 0x3fe6a09cn, 0x3ff6a09en,
    0x40862e42n, 0x4043687an, 0x3feffffen, 0x3ff00001n, 0x3fe921fbn, 0x4002d97cn, 0x413921fbn, 0x3fd33333n,
    0x3fe90000n,
];
const kinds = [
    () => of_bits(word()),
    () => of_bits(word() >> BigInt(12 + below(50))),
    () => uniform(),
    () => 1 + (uniform() - 0.5) * 2 ** -below(52),
    () => (uniform() - 0.5) * 2 ** -below(70),
    () => (uniform() - 0.5) * 1500,
    () => (uniform() - 0.5) * 100,
    () => -700 - uniform() * 46,
    () => (below(2) === 0 ? 1 : -1) *
        of_bits(((changes[below(changes.length)] + BigInt(below(4)) - 2n) << 32n) | (word() >> 32n)),
    () => of_bits(bits_of((below(2000) - 999.5) * Math.LN2) + BigInt(below(5)) - 2n),
    () => of_bits(bits_of((below(2 ** (1 + below(20))) * Math.PI) / 2) + BigInt(below(3))),
    () => (uniform() - 0.5) * 3.2e6,
];
const largest = { sin: 2 ** 19 * Math.PI, cos: 2 ** 19 * Math.PI };
function* points(name) {
    for (let k = 0; ; ++k) {
        const x = k < special.length ? special[k] : kinds[k % kinds.length]();
        if (!(Math.abs(x) > largest[name]) || Math.abs(x) === Infinity) yield x;
    }
}

const hex = (x) => (Number.isNaN(x) ? "nan" : bits_of(x).toString(16).padStart(16, "0"));
const rows = ["function,x,y"];
for (const name of ["log", "exp", "log1p", "expm1", "sin", "cos"]) {
    const some = points(name);
    for (let k = 0; k < 1000; ++k) {
        const x = some.next().value;
        rows.push([name, hex(x), hex(Math[name](x))].join(","));
    }
}
console.log(rows.join("\n"));
