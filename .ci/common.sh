# What .ci/run and .ci/nightly share. Sourced by them; they have changed into the project's root.
# shellcheck shell=bash

root=$PWD
jobs=$(nproc)
export CI=true # warnings are errors: see CMakePresets.json

stage() {
    printf '\n=== %4d s  %s\n' "$SECONDS" "$1"
}

fail() {
    echo "$0: $1" >&2
    exit 1
}

# project_files PATTERN...: the files that belong to the project, with a zero byte after each
project_files() {
    git -c safe.directory="$root" ls-files -z --cached --others --exclude-standard -- "$@"
}

check_format() {
    local files
    mapfile -d '' files < <(project_files '*.h' '*.cpp')
    [ ${#files[@]} -gt 0 ] || fail "git lists no sources, so there is no format to check"
    clang-format --dry-run -Werror "${files[@]}"
    echo "${#files[@]} files are formatted"
}

check_scripts() {
    shellcheck --external-sources .ci/run .ci/nightly .ci/common.sh \
        packaging/screenshots packaging/setup packaging/start packaging/test
    echo "the scripts are clean"
}

# check_warnings_are_errors PRESET
check_warnings_are_errors() {
    local calls=build/$1/compile_commands.json lenient
    lenient=$(grep '"command":' "$calls" | grep --count --invert-match -e ' -Werror ' || true)
    [ "$lenient" -eq 0 ] || fail "$lenient compiler calls in $calls are without -Werror"
    echo "-Werror stands in all $(grep -c '"command":' "$calls") compiler calls of $1"
}

# GCC 12's ThreadSanitizer can't start where the kernel scatters addresses more widely than it knows.
fixed_addresses=()
if setarch --addr-no-randomize true 2>/dev/null; then
    fixed_addresses=(setarch --addr-no-randomize)
fi

# check_preset PRESET [CMAKE ARGUMENT...]: builds its tests, as far as it goes so that all errors are seen at once, and runs
# them
check_preset() {
    local preset=$1
    shift
    cmake --preset "$preset" "$@"
    cmake --build --preset "$preset" -- -k 0
    check_warnings_are_errors "$preset"
    "${fixed_addresses[@]}" ctest --preset "$preset"
}

# What of model/, widgets/ and app/ is compiled without LibTorch's headers: clang-tidy takes a minute for each source with
# them. The sanitized build compiles many sources as one, and most of what clang-tidy takes is for the headers that they
# share. One a line: its object, a tab, the source.
units_without_torch() {
    awk -F'"' -v root="$root/" '
        $2 == "command" {
            torch = /\/torch\/csrc\/api\/include/
            match($0, / -o [^ ]+/)
            object = substr($0, RSTART + 4, RLENGTH - 4)
        }
        $2 == "file" && !torch && index($4, root) == 1 { print object "\t" substr($4, length(root) + 1) }' \
        build/asan/compile_commands.json | grep -P '\t(build/asan/)?(model|widgets|app)/' | grep -v mocs_compilation | sort -u
}

# unit_state OBJECT: a hash of all that clang-tidy sees of a unit: the project's files that went into it, the compiler call,
# the checks, and the versions of what is installed. Nothing for a unit that no test has had built.
unit_state() {
    local files
    mapfile -t files < <(ninja -C build/asan -t deps "$1" | awk -v root="$root/" '
        { sub(/^ +/, "") } /^\.\.\/\.\.\// { sub(/^\.\.\/\.\.\//, root) } index($0, root) == 1')
    [ ${#files[@]} -gt 0 ] || return 0
    {
        cat .clang-tidy "${files[@]}"
        grep -F -- " $1 " build/asan/compile_commands.json | sed "s|$root|.|g"
        dpkg-query --show
    } | sha256sum | cut -d' ' -f1
}

lint_unit() {
    local object=${1%%$'\t'*} source=${1#*$'\t'} state
    state=$(unit_state "$object")
    if [ -n "$state" ] && [ -e "$lint_passed/$state" ]; then
        return
    fi
    clang-tidy -p build/asan --quiet --extra-arg=-Wno-error --checks=-bugprone-suspicious-include "$source"
    echo "$source: clean"
    if [ -n "$state" ]; then
        mkdir -p "$lint_passed"
        touch "$lint_passed/$state"
    fi
}

# Looks at the units that are not as they were when they last passed on this machine. Needs build/asan.
lint() {
    local units
    mapfile -t units < <(units_without_torch)
    [ ${#units[@]} -gt 0 ] || fail "nothing to lint in build/asan"
    lint_passed=${XDG_CACHE_HOME:-$HOME/.cache}/wasserfarbe-lint
    export -f lint_unit unit_state
    export lint_passed root
    # shellcheck disable=SC2016 # the inner shell is to expand it
    printf '%s\0' "${units[@]}" | xargs -0 -n 1 -P "$jobs" bash -euo pipefail -c 'lint_unit "$1"' lint_unit
    echo "the sources without LibTorch are clean, looked at as ${#units[@]}"
}
