#include "app/cli/command_line.h"

int main(int argc, char** argv) {
    return wasserfarbe::cli::run_command_line(argc, argv);
}
