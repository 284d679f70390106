#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "app/command_line.hpp"

int main(int argc, char** argv) {
    ::umask(077);                // photos are nobody else's
    ::signal(SIGPIPE, SIG_IGN);  // a client that left is an error of that write, not of the program
    ::mallopt(M_ARENA_MAX, 4);   // an arena a thread would keep what each thread once needed
    ::setenv("ORT_DISABLE_TELEMETRY", "1", 1);  // else ONNX Runtime looks at the machine and tells its maker
    return snapory::run_command_line(argc, argv);
}
