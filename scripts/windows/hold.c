// hold.exe FILE MILLISECONDS: has a file open as a player has it, readable for others but not to be moved or removed.
// FILE.held is there as long as it does.
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

int wmain(int argc, wchar_t **argv) {
	if (argc != 3) return 2;
	HANDLE held = CreateFileW(argv[1], GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
	if (held == INVALID_HANDLE_VALUE) return 1;
	wchar_t mark[1024];
	swprintf(mark, 1024, L"%ls.held", argv[1]);
	HANDLE told = CreateFileW(mark, GENERIC_WRITE | DELETE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
				  CREATE_ALWAYS, FILE_FLAG_DELETE_ON_CLOSE, NULL);
	Sleep((DWORD)_wtoi(argv[2]));
	CloseHandle(told);
	CloseHandle(held);
	return 0;
}
