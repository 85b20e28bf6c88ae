using System.Runtime.InteropServices;

namespace Slipway.Storage.Signing;

/// <summary>One signature's or one verification's state in OpenSSL.</summary>
internal sealed class DigestContextHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibCrypto.FreeContext(handle);
        return true;
    }
}
