using System.Runtime.InteropServices;

namespace Slipway.Storage.Signing;

/// <summary>A key in OpenSSL's hands.</summary>
internal sealed class KeyHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibCrypto.FreeKey(handle);
        return true;
    }
}
