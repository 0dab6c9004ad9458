// SPDX-License-Identifier: Apache-2.0
// Stands before the C library in a DPDK process and plays the kernel's part of a network device on a bus: its folder in
// /sys/bus/vmbus is a folder of the test's, its device node is an event descriptor whose mappings are parts of a file of
// the test's, and so is the memory that DPDK makes its heap of: an address in it is its offset in the file. Nothing of
// DPDK is changed, and nothing needs privileges or huge pages.
//
//   PENSTOCK_DEVICE_FOLDER  what stands for /sys/bus/vmbus
//   PENSTOCK_DEVICE_FILE    descriptor of the file with the mappings
//   PENSTOCK_DEVICE_MAPS    offset,length of each mapping in it, in order
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEVICES "/sys/bus/vmbus"
#define NODE "/dev/uio0"
#define NODES_MAX 64

static int heap_descriptor = -1;  // what DPDK believes its heap to be
static int node_descriptors[NODES_MAX];
static int node_count;

static int number_of(const char* name) {
  const char* text = getenv(name);
  return text != NULL ? atoi(text) : -1;
}

static const char* redirected(const char* path, char* room, size_t bytes) {
  const char* folder = getenv("PENSTOCK_DEVICE_FOLDER");
  if (folder == NULL || strncmp(path, DEVICES, strlen(DEVICES)) != 0) return path;
  snprintf(room, bytes, "%s%s", folder, path + strlen(DEVICES));
  return room;
}

static int is_node(int descriptor) {
  for (int i = 0; i < node_count; ++i)
    if (node_descriptors[i] == descriptor) return 1;
  return 0;
}

int open64(const char* path, int flags, ...) {
  int (*next)(const char*, int, ...) = (int (*)(const char*, int, ...))dlsym(RTLD_NEXT, "open64");
  char room[4096];
  va_list rest;
  va_start(rest, flags);
  const int mode = va_arg(rest, int);
  va_end(rest);
  if (strcmp(path, NODE) != 0) return next(redirected(path, room, sizeof room), flags, mode);
  const int descriptor = eventfd(0, EFD_NONBLOCK);
  if (node_count < NODES_MAX) node_descriptors[node_count++] = descriptor;
  return descriptor;
}

FILE* fopen64(const char* path, const char* mode) {
  FILE* (*next)(const char*, const char*) =
      (FILE * (*)(const char*, const char*)) dlsym(RTLD_NEXT, "fopen64");
  char room[4096];
  return next(redirected(path, room, sizeof room), mode);
}

DIR* opendir(const char* path) {
  DIR* (*next)(const char*) = (DIR * (*)(const char*)) dlsym(RTLD_NEXT, "opendir");
  char room[4096];
  return next(redirected(path, room, sizeof room));
}

int access(const char* path, int how) {
  int (*next)(const char*, int) = (int (*)(const char*, int))dlsym(RTLD_NEXT, "access");
  char room[4096];
  return next(redirected(path, room, sizeof room), how);
}

int memfd_create(const char* name, unsigned flags) {
  int (*next)(const char*, unsigned) = (int (*)(const char*, unsigned))dlsym(RTLD_NEXT, "memfd_create");
  const int made = next(name, flags);
  if (strcmp(name, "nohuge") == 0) heap_descriptor = made;
  return made;
}

// The mapping of the device with this number: where it is in the file.
static off64_t place_of(long index) {
  const char* maps = getenv("PENSTOCK_DEVICE_MAPS");
  while (maps != NULL && index-- > 0) {
    maps = strchr(maps, ' ');
    if (maps != NULL) ++maps;
  }
  return maps != NULL ? atoll(maps) : 0;
}

void* mmap64(void* address, size_t length, int protection, int flags, int descriptor, off64_t offset) {
  void* (*next)(void*, size_t, int, int, int, off64_t) =
      (void* (*)(void*, size_t, int, int, int, off64_t))dlsym(RTLD_NEXT, "mmap64");
  if (descriptor >= 0 && is_node(descriptor)) {
    const int file = number_of("PENSTOCK_DEVICE_FILE");
    return next(address, length, protection, flags, file, place_of(offset / 4096));
  }
  if (descriptor >= 0 && descriptor == heap_descriptor) {
    const int file = number_of("PENSTOCK_DEVICE_FILE");
    struct stat about;
    const uintptr_t begin = (uintptr_t)address;
    if (fstat(file, &about) != 0 || begin == 0 || begin + length > (uintptr_t)about.st_size) {
      fprintf(stderr, "the heap at %p does not lie in the file\n", address);
      return MAP_FAILED;
    }
    return next(address, length, protection, flags, file, (off64_t)begin);
  }
  return next(address, length, protection, flags, descriptor, offset);
}
