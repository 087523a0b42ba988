// Stands in for programs of Windows that Wine does not have: prints its command line, and ends with the status that
// stands behind "code-" in it, or with that of C:\stand-in.cmd, which it runs with its command line where that is there.
// Built with clang and lld-link, without any library but the kernel32 that stand-in.def names.
typedef void *handle;
typedef unsigned int number;

__declspec(dllimport) handle GetStdHandle(number);
__declspec(dllimport) int WriteFile(handle, const void *, number, number *, void *);
__declspec(dllimport) const char *GetCommandLineA(void);
__declspec(dllimport) __attribute__((noreturn)) void ExitProcess(number);

__declspec(dllimport) number GetFileAttributesA(const char *);
__declspec(dllimport) int CreateProcessA(
  const char *, char *, void *, void *, int, number, void *, const char *, void *, void *);
__declspec(dllimport) number WaitForSingleObject(handle, number);
__declspec(dllimport) int GetExitCodeProcess(handle, number *);

static const char mark[] = "code-";
static const char script[] = "C:\\stand-in.cmd";
static char command[8192] = "cmd.exe /d /c C:\\stand-in.cmd ";
// STARTUPINFOA, whose first member is its size, and PROCESS_INFORMATION, whose first is the process.
static long long startup[13] = {104};
static handle process[3];

static number run(const char *line, number length) {
  number end = 0, result = 1;
  while (command[end]) end++;
  for (number index = 0; index <= length && end + index < sizeof command - 1; index++)
    command[end + index] = line[index];
  if (!CreateProcessA(0, command, 0, 0, 1, 0, 0, 0, startup, process)) return 1;
  WaitForSingleObject(process[0], (number)-1);
  GetExitCodeProcess(process[0], &result);
  return result;
}

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
  if (GetFileAttributesA(script) != (number)-1) ExitProcess(run(line, length));
  ExitProcess(status(line));
}
