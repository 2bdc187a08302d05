#include "commands/commands.hpp"

int main(int argument_count, char** arguments) {
    return safetycell::commands::run_command_line(argument_count, arguments);
}
