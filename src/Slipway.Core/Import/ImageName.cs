namespace Slipway.Core.Import;

/// <summary>Names of container images.</summary>
internal static class ImageName
{
    /// <summary><c>registry.example.com:5000/shop:1.2@sha256:…</c> as <c>registry.example.com:5000/shop:{version}</c>.</summary>
    public static string WithVersion(string image)
    {
        var name = image.Split('@')[0];
        var colon = name.LastIndexOf(':');
        // A colon before the last slash is a registry's port.
        return $"{(colon > name.LastIndexOf('/') ? name[..colon] : name)}:{{version}}";
    }
}
