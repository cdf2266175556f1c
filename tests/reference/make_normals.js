// SPDX-License-Identifier: MIT
//
// Writes normals.csv: node make_normals.js > normals.csv
//
// Quantiles of the standard normal distribution at (k + 1/2) 2^-53, by algorithm AS 241 with V8's
// Math.log, which is fdlibm's. CPython's statistics.NormalDist().inv_cdf computes the same, with the
// logarithm of the system's library: with glibc 2.36 one of these rows has other last bits.

const { bits_of, word } = require("./words.js");

const ratio = (above, below, r) => {
    const value = (c) => c.reduce((sum, next) => sum * r + next);
    return [value(above), value(below)];
};
const centre = [
    [2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
     13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608],
    [5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
     5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1],
];
const tail = [
    [7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
     3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734],
    [1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
     0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1],
];
const far = [
    [2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
     0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772],
    [2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
     0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1],
];

function quantile(k) {
    const p = (k + 0.5) * 2 ** -53; // exact below 1/2
    const q = p - 0.5;
    if (Math.abs(q) <= 0.425) {
        const [above, below] = ratio(...centre, 0.180625 - q * q);
        return (above * q) / below;
    }
    const r = Math.sqrt(-Math.log(p));
    const [above, below] = r <= 5 ? ratio(...tail, r - 1.6) : ratio(...far, r - 5);
    return -(above / below);
}

const half = 2 ** 52;
const ks = new Set([0, half - 1]);
const near = (k) => [-2, -1, 0, 1, 2].forEach((d) => ks.add(Math.floor(k) + d));
for (let power = 2; power < 52; ++power) near(2 ** power);
near(0.075 * 2 ** 53); // where the tail begins
near(Math.exp(-25) * 2 ** 53); // and its far part
for (let n = 0; n < 300; ++n) ks.add(Number(word() >> 12n));
for (let n = 0; n < 300; ++n) ks.add(Number(word() >> (12n + (word() % 50n))));

console.log("k,quantile");
for (const k of [...ks].sort((a, b) => a - b))
    console.log(`${k},${bits_of(quantile(k)).toString(16).padStart(16, "0")}`);
