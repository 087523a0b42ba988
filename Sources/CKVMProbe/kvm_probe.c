#define _GNU_SOURCE
#include "kvm_probe.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kvm.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now_milliseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

#if defined(__x86_64__)

/* A busy host can be slow once; it is not slow three times in a row. */
enum { ROUNDS = 3, GUEST_ADDRESS = 0x1000, PAGE = 4096 };

/* mov ecx, 1000000; again: dec ecx; jnz again; hlt */
static const unsigned char guest_code[] = {0xb9, 0x40, 0x42, 0x0f, 0x00, 0x49, 0x75, 0xfd, 0xf4};

static struct kvm_probe_result failure(const char *stage) {
  return (struct kvm_probe_result){.outcome = KVM_PROBE_FAILED, .stage = stage, .error = errno};
}

/* Only system calls from here on: the child is a fork of a process with many threads, where any
   lock may be held for ever. */

static int enter_flat_mode(int cpu) {
  struct kvm_sregs system_registers;
  if (ioctl(cpu, KVM_GET_SREGS, &system_registers) < 0) return -1;
  struct kvm_segment code = {
      .limit = 0xffffffff, .selector = 8, .present = 1, .type = 11, .s = 1, .db = 1, .g = 1};
  struct kvm_segment data = code;
  data.selector = 16;
  data.type = 3;
  system_registers.cs = code;
  system_registers.ds = system_registers.es = system_registers.ss = data;
  system_registers.fs = system_registers.gs = data;
  system_registers.cr0 |= 1;
  return ioctl(cpu, KVM_SET_SREGS, &system_registers);
}

static struct kvm_probe_result run_to_halt(int cpu, struct kvm_run *state) {
  struct kvm_regs registers = {.rip = GUEST_ADDRESS, .rflags = 2};
  if (ioctl(cpu, KVM_SET_REGS, &registers) < 0) return failure("KVM_SET_REGS");
  double start = now_milliseconds();
  while (ioctl(cpu, KVM_RUN, 0) < 0) {
    if (errno != EINTR && errno != EAGAIN) return failure("KVM_RUN");
  }
  double taken = now_milliseconds() - start;
  if (state->exit_reason != KVM_EXIT_HLT) {
    errno = 0;
    struct kvm_probe_result result = failure("KVM_RUN");
    result.exit_reason = state->exit_reason;
    return result;
  }
  return (struct kvm_probe_result){.outcome = KVM_PROBE_MEASURED, .milliseconds = taken};
}

static struct kvm_probe_result make_guest(int device, int *cpu, struct kvm_run **state) {
  if (ioctl(device, KVM_GET_API_VERSION, 0) != KVM_API_VERSION) {
    return failure("KVM_GET_API_VERSION");
  }
  int machine = ioctl(device, KVM_CREATE_VM, 0);
  if (machine < 0) return failure("KVM_CREATE_VM");
  /* Older Intel processors want it; the others ignore it. */
  (void)ioctl(machine, KVM_SET_TSS_ADDR, 0xfffbd000UL);
  void *memory = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return failure("mapping guest memory");
  memcpy(memory, guest_code, sizeof guest_code);
  struct kvm_userspace_memory_region region = {.guest_phys_addr = GUEST_ADDRESS,
                                               .memory_size = PAGE,
                                               .userspace_addr = (uintptr_t)memory};
  if (ioctl(machine, KVM_SET_USER_MEMORY_REGION, &region) < 0) {
    return failure("KVM_SET_USER_MEMORY_REGION");
  }
  *cpu = ioctl(machine, KVM_CREATE_VCPU, 0);
  if (*cpu < 0) return failure("KVM_CREATE_VCPU");
  int size = ioctl(device, KVM_GET_VCPU_MMAP_SIZE, 0);
  if (size < (int)sizeof(struct kvm_run)) return failure("KVM_GET_VCPU_MMAP_SIZE");
  *state = mmap(NULL, (size_t)size, PROT_READ | PROT_WRITE, MAP_SHARED, *cpu, 0);
  if (*state == MAP_FAILED) return failure("mapping the virtual CPU");
  if (enter_flat_mode(*cpu) < 0) return failure("KVM_SET_SREGS");
  return (struct kvm_probe_result){.outcome = KVM_PROBE_MEASURED};
}

static void report(int output, struct kvm_probe_result result) {
  /* Less than PIPE_BUF, so it arrives whole. */
  if (write(output, &result, sizeof result) != sizeof result) _exit(1);
}

_Noreturn static void child(int device, int output) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  int cpu = -1;
  struct kvm_run *state = NULL;
  struct kvm_probe_result result = make_guest(device, &cpu, &state);
  for (int round = 0; round < ROUNDS && result.outcome == KVM_PROBE_MEASURED; round++) {
    result = run_to_halt(cpu, state);
    report(output, result);
  }
  if (result.outcome != KVM_PROBE_MEASURED) report(output, result);
  _exit(0);
}

/* Reads what the child reports until it ends, or until the limit: the fastest run wins. */
static struct kvm_probe_result collect(int input, unsigned limit) {
  struct kvm_probe_result best = {.outcome = KVM_PROBE_TIMED_OUT, .milliseconds = limit};
  double deadline = now_milliseconds() + limit;
  for (;;) {
    double left = deadline - now_milliseconds();
    struct pollfd wait = {.fd = input, .events = POLLIN};
    int ready = left <= 0 ? 0 : poll(&wait, 1, (int)left + 1);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return best;
    struct kvm_probe_result next;
    ssize_t count = read(input, &next, sizeof next);
    if (count < 0 && errno == EINTR) continue;
    if (count != sizeof next) {
      if (best.outcome != KVM_PROBE_TIMED_OUT) return best;
      errno = 0;
      return failure("running the probe's process");
    }
    if (next.outcome != KVM_PROBE_MEASURED) return next;
    if (best.outcome != KVM_PROBE_MEASURED || next.milliseconds < best.milliseconds) best = next;
  }
}

/* A call stuck in the kernel can outlive SIGKILL: wait for the child a little, not for ever. */
static void end(pid_t process) {
  kill(process, SIGKILL);
  struct timespec pause = {.tv_nsec = 2 * 1000 * 1000};
  for (int round = 0; round < 250; round++) {
    pid_t ended = waitpid(process, NULL, WNOHANG);
    if (ended == process || (ended < 0 && errno != EINTR)) return;
    nanosleep(&pause, NULL);
  }
}

static struct kvm_probe_result probe_in_child(int device, unsigned limit) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) < 0) return failure("making a pipe");
  pid_t process = fork();
  if (process == 0) child(device, ends[1]);
  int fork_error = errno;
  close(ends[1]);
  struct kvm_probe_result result;
  if (process < 0) {
    errno = fork_error;
    result = failure("starting the probe's process");
  } else {
    result = collect(ends[0], limit);
    end(process);
  }
  close(ends[0]);
  return result;
}

struct kvm_probe_result kvm_probe_run(const char *path, unsigned limit) {
  int device = open(path, O_RDWR | O_CLOEXEC);
  if (device < 0) {
    struct kvm_probe_result result = failure("opening the device");
    if (errno == ENOENT || errno == ENXIO || errno == ENODEV) result.outcome = KVM_PROBE_ABSENT;
    if (errno == EACCES || errno == EPERM) result.outcome = KVM_PROBE_NO_PERMISSION;
    return result;
  }
  struct kvm_probe_result result = probe_in_child(device, limit);
  close(device);
  return result;
}

#else

struct kvm_probe_result kvm_probe_run(const char *path, unsigned limit) {
  (void)path;
  (void)limit;
  (void)now_milliseconds;
  return (struct kvm_probe_result){.outcome = KVM_PROBE_UNSUPPORTED};
}

#endif
