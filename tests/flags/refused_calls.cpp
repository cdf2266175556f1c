// SPDX-License-Identifier: MIT
//
// Calls of functions of arrays that must not compile, with an explanation: one mistake per macro.
// Without any of the macros it compiles.

#include <list>
#include <random>
#include <string>
#include <vector>

#include <hpk/maps.hpp>
#include <hpk/random.hpp>
#include <hpk/reductions.hpp>

using hpk::maps::map;
namespace random_numbers = hpk::random;
using namespace hpk::reductions;

double use(std::vector<double>& x, const std::vector<double>& y) {
    const std::vector<float> floats(3);
    std::vector<int> integers(3);
    std::vector<std::string> strings(3);
    std::list<double> linked(3);
    random_numbers::philox4x32 engine;
    double result = sum({1, 2.5}) + exact_sum(y) + dot(x, y, hpk::parallel{}) + variance(y, 1);
    map(x, [](auto a, auto b) { return a * b; }, hpk::parallel{}, x, y);
    random_numbers::fill(engine, x, hpk::parallel{});
#if defined(HPK_REFUSED_TWO_ARGUMENTS_FOR_ONE)
    map(x, [](auto a, auto b) { return a * b; }, y);
#elif defined(HPK_REFUSED_REFERENCE_TO_AN_ELEMENT)
    map(x, [](double& a) { return a; }, y);
#elif defined(HPK_REFUSED_FUNCTION_TO_A_STRING)
    map(x, [](auto) { return std::string("a"); }, y);
#elif defined(HPK_REFUSED_FUNCTION_TO_A_TRUTH_VALUE)
    map(x, [](auto a) { return a < 1; }, y);
#elif defined(HPK_REFUSED_FUNCTION_TO_NOTHING)
    map(x, [](auto) {}, y);
#elif defined(HPK_REFUSED_INTEGERS_MAPPED)
    map(x, [](auto a) { return a; }, integers);
#elif defined(HPK_REFUSED_MIXED_MAP)
    map(x, [](auto a, auto b) { return a * b; }, y, floats);
#elif defined(HPK_REFUSED_CONST_OUTPUT)
    map(y, [](auto a) { return a; }, x);
#elif defined(HPK_REFUSED_NO_INPUT)
    map(x, [](auto a) { return a; });
#elif defined(HPK_REFUSED_POLICY_AT_THE_END)
    map(x, [](auto a) { return a; }, y, hpk::parallel{});
#elif defined(HPK_REFUSED_POLICY_FIRST)
    map(x, hpk::parallel{}, [](auto a) { return a; }, y);
#elif defined(HPK_REFUSED_SUM_OF_STRINGS)
    result = sum(strings);
#elif defined(HPK_REFUSED_SUM_OF_STRINGS_IN_BRACES)
    result = sum({"a", "b"});
#elif defined(HPK_REFUSED_SUM_OF_A_LINKED_LIST)
    result = exact_sum(linked, hpk::parallel{});
#elif defined(HPK_REFUSED_SUM_OF_BITS)
    result = mean(std::vector<bool>(3));
#elif defined(HPK_REFUSED_EXTREMES_OF_STRINGS)
    result = minmax(strings).least;
#elif defined(HPK_REFUSED_SUM_WITH_A_NUMBER)
    result = sum(x, 2);
#elif defined(HPK_REFUSED_MIXED_DOT)
    result = dot(x, floats);
#elif defined(HPK_REFUSED_NORM_OF_INTEGERS)
    result = norm(integers);
#elif defined(HPK_REFUSED_VARIANCE_WITHOUT_DDOF)
    result = variance(x, hpk::parallel{});
#elif defined(HPK_REFUSED_SUM_OF_A_WRONG_FUNCTION)
    result = sum_of([](auto a) { return a; }, x, y);
#elif defined(HPK_REFUSED_SUM_OF_FUNCTION_LAST)
    result = sum_of(x, [](auto a) { return a; });
#elif defined(HPK_REFUSED_SUM_OF_NO_RANGE)
    result = sum_of([](auto a) { return a; });
#elif defined(HPK_REFUSED_ROWS_IN_A_VECTOR)
    project_rows(y, y, x);
#elif defined(HPK_REFUSED_STRINGS_ACCUMULATED)
    exact_accumulator<double>().add(strings);
#elif defined(HPK_REFUSED_MOMENTS_OF_INTEGERS)
    moments<double>().add(integers);
#elif defined(HPK_REFUSED_ENGINE_OF_STD)
    std::mt19937 other;
    random_numbers::fill(other, x);
#elif defined(HPK_REFUSED_UNIFORM_OF_STD)
    std::mt19937 other;
    result = random_numbers::uniform(other);
#elif defined(HPK_REFUSED_SEED_AS_ENGINE)
    random_numbers::fill_normal(42, x);
#elif defined(HPK_REFUSED_CONST_ENGINE)
    const random_numbers::philox4x32 constant;
    result = random_numbers::normal(constant);
#elif defined(HPK_REFUSED_ENGINE_LAST)
    random_numbers::fill(x, engine);
#elif defined(HPK_REFUSED_FILL_OF_INTS)
    random_numbers::fill(engine, integers);
#elif defined(HPK_REFUSED_NORMALS_OF_INTS)
    random_numbers::fill_normal(engine, integers);
#elif defined(HPK_REFUSED_FILL_WITH_A_NUMBER)
    random_numbers::fill(engine, x, 2);
#elif defined(HPK_REFUSED_UNIFORM_INTEGER)
    result = random_numbers::uniform<int>(engine);
#elif defined(HPK_REFUSED_SHUFFLED_LINKED_LIST)
    random_numbers::shuffle(engine, linked);
#endif
    return result;
}
