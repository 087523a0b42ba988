#pragma once

/// Exchanges two paths in one step, as renameat2(2) with RENAME_EXCHANGE does; -1 and errno on
/// failure. glibc declares it only under _GNU_SOURCE, which Swift's Glibc module does not set.
int imgbuild_exchange_paths(const char *first, const char *second);
