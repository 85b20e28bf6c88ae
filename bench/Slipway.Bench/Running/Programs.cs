namespace Slipway.Bench.Running;

/// <summary>Where <c>./dev build</c> leaves what is measured.</summary>
public static class Programs
{
    public static string Slipway(string root) => Existing(Path.Combine(root, "artifacts/slipway/slipway"));

    public static string Storefront(string root) => Existing(Path.Combine(root, "artifacts/storefront/storefront.dll"));

    /// <summary>The versions of the sample, a folder each.</summary>
    public static string Releases(string root) => Path.Combine(root, "samples/storefront/releases");

    private static string Existing(string file) =>
        File.Exists(file) ? file : throw new BenchFailedException($"{file} is not there; run ./dev build");
}
