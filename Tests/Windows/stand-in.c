// Stands in for programs of Windows that Wine does not have: prints its command line, and ends with the status that
// stands behind "code-" in it. Built with clang and lld-link, without any library but the kernel32 that stand-in.def names.
typedef void *handle;
typedef unsigned int number;

__declspec(dllimport) handle GetStdHandle(number);
__declspec(dllimport) int WriteFile(handle, const void *, number, number *, void *);
__declspec(dllimport) const char *GetCommandLineA(void);
__declspec(dllimport) __attribute__((noreturn)) void ExitProcess(number);

static const char mark[] = "code-";

static number status(const char *line) {
  for (; *line; line++) {
    number length = 0;
    while (mark[length] && line[length] == mark[length]) length++;
    if (mark[length]) continue;
    number value = 0;
    for (line += length; *line >= '0' && *line <= '9'; line++) value = value * 10 + (*line - '0');
    return value;
  }
  return 0;
}

void start(void) {
  const char *line = GetCommandLineA();
  number length = 0, written;
  while (line[length]) length++;
  handle output = GetStdHandle((number)-11);
  WriteFile(output, "stand-in: ", 10, &written, 0);
  WriteFile(output, line, length, &written, 0);
  WriteFile(output, "\r\n", 2, &written, 0);
  ExitProcess(status(line));
}
