/* The one function of bcryptprimitives.dll that Rust libraries ask for, which Wine 8 does not have yet. */
typedef unsigned char BOOLEAN;
typedef unsigned long ULONG;
typedef unsigned long long SIZE_T;

__declspec(dllimport) BOOLEAN __stdcall SystemFunction036(void *buffer, ULONG length);

__declspec(dllexport) int __stdcall ProcessPrng(unsigned char *buffer, SIZE_T length)
{
    return SystemFunction036(buffer, (ULONG)length);
}
