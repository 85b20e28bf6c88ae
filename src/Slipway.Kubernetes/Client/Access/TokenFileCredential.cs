namespace Slipway.Kubernetes.Client.Access;

/// <summary>A token in a file that someone else renews: the kubelet does so for service accounts each hour.</summary>
internal sealed class TokenFileCredential(string path, TimeProvider time) : Credential
{
    private const int MaxTokenBytes = 64 * 1024;

    /// <summary>How long what was read is used; tokens are renewed long before they expire.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(10);

    private volatile Reading? _last;

    public override async ValueTask<Presented> PresentAsync(CancellationToken cancellation)
    {
        if (_last is { } last && time.GetElapsedTime(last.At) < FreshFor)
            return last.Presented;
        var at = time.GetTimestamp();
        var presented = new Presented($"Bearer {await ReadAsync(cancellation)}", null);
        _last = new Reading(presented, at);
        return presented;
    }

    public override bool Refuse(Presented presented)
    {
        _last = null;
        return true;
    }

    private async Task<string> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            if (new FileInfo(path).Length > MaxTokenBytes)
                throw Fault("is too large for a token");
            var token = (await File.ReadAllTextAsync(path, cancellation)).Trim();
            return token.Length > 0 && !token.Any(char.IsControl) ? token : throw Fault("holds no token");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fault($"cannot be read: {e.Message}");
        }
    }

    private KubeException Fault(string what) =>
        new(0, KubeReasons.Credentials, $"the token file {path} {what}; name the file that the cluster keeps the token in");

    private sealed record Reading(Presented Presented, long At);
}
