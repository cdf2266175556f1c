# SPDX-License-Identifier: MIT
# Filters hpk's headers for Doxygen (Doxyfile.in). Line numbers do not change.

# Hides the inline namespace of the instruction set, and names that are shared only between hpk's
# own classes.
s/^inline namespace HPK_ISA/extern "C++"/
s/^protected:/private:/
s/^ *using \(typename \)*base::.*//

# Tables inherit most of their members, and Doxygen finds only bases without template arguments.
/^class hash_[a-z]* : public hash_table::detail::table</ {
    N
    s/table<.*>/table\n/
}

# Doxygen does not understand specialisations in std.
/^template </ {
    N
    s/^template <.*\ninline constexpr bool std::.*/\n/
    t
    P
    D
}
