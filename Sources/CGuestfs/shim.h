#pragma once
#include <guestfs.h>

/* Swift imports neither variadic functions nor macros that hold a cast; these two groups say the
   same in a form that it does import. */

/* A handle that reads LIBGUESTFS_* from the environment, and is not closed behind our back by
   exit(), which could wait for a call that another thread is blocked in. */
static inline guestfs_h *imgbuild_guestfs_create(void) {
  return guestfs_create_flags(GUESTFS_CREATE_NO_CLOSE_ON_EXIT);
}

static const uint64_t imgbuild_add_drive_readonly = GUESTFS_ADD_DRIVE_OPTS_READONLY_BITMASK;
static const uint64_t imgbuild_add_drive_format = GUESTFS_ADD_DRIVE_OPTS_FORMAT_BITMASK;
static const uint64_t imgbuild_add_drive_protocol = GUESTFS_ADD_DRIVE_OPTS_PROTOCOL_BITMASK;
static const uint64_t imgbuild_add_drive_server = GUESTFS_ADD_DRIVE_OPTS_SERVER_BITMASK;
static const uint64_t imgbuild_add_drive_cachemode = GUESTFS_ADD_DRIVE_OPTS_CACHEMODE_BITMASK;
static const uint64_t imgbuild_add_drive_discard = GUESTFS_ADD_DRIVE_OPTS_DISCARD_BITMASK;
static const uint64_t imgbuild_mkfs_label = GUESTFS_MKFS_OPTS_LABEL_BITMASK;
static const uint64_t imgbuild_e2fsck_correct = GUESTFS_E2FSCK_CORRECT_BITMASK;
static const uint64_t imgbuild_xfs_growfs_datasec = GUESTFS_XFS_GROWFS_DATASEC_BITMASK;
static const uint64_t imgbuild_selinux_relabel_force = GUESTFS_SELINUX_RELABEL_FORCE_BITMASK;
