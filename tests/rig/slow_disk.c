/* Loaded before a program's own libraries: each fsync and fdatasync waits SLOW_DISK_MS more, in
   front of the real call. */
#include <dlfcn.h>
#include <unistd.h>

static int slow(const char *name, int fd) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    usleep(SLOW_DISK_MS * 1000);
    return real(fd);
}

int fsync(int fd) { return slow("fsync", fd); }
int fdatasync(int fd) { return slow("fdatasync", fd); }
