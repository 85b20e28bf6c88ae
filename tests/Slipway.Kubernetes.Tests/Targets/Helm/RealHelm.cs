using Xunit;

namespace Slipway.Kubernetes.Tests.Targets.Helm;

/// <summary>The real Helm 3, from the PATH or as <c>eng/helm.sh</c> brings it into the user's cache.</summary>
internal static class RealHelm
{
    /// <summary>Its path. Skips the test where there is none.</summary>
    public static string Find()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Append(Path.Combine(cache, "slipway-helm", "bin"));
        var found = folders.Select(folder => Path.Combine(folder, "helm")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, "No Helm is there: run eng/helm.sh");
        return found!;
    }
}
