# SPDX-License-Identifier: MIT
# How Doxygen is shown hpk's headers (Doxyfile.in). Lines stay where they are.

# To a user the inline namespace of the instruction set is not there; neither is what the classes
# of the project share with each other and nobody else.
s/^inline namespace HPK_ISA/extern "C++"/
s/^protected:/private:/
s/^ *using \(typename \)*\(base\|core\)::.*//

# Tables inherit all that they can do, and Doxygen finds bases that have no template arguments.
/^class hash_[a-z]* : public hash_table::detail::table</ {
    N
    s/table<.*>/table\n/
}
s/^\(class [a-z_]* : public [a-z]*_*\(table\|core\)\)<.*> {/\1 {/

# What is specialised in std Doxygen does not know.
/^template </ {
    N
    s/^template <.*\ninline constexpr bool std::.*/\n/
    t
    P
    D
}
