using Slipway.Local.Processes;

namespace Slipway.Local.Gateway;

/// <summary>The last configuration, on disk: by it the next process begins.</summary>
internal sealed class KeptConfig(string path, Action<string> log)
{
    private volatile string? _error;

    /// <summary>Null before the first, or when what is there is damaged.</summary>
    public GatewayConfig? Last { get; private set; }

    /// <summary>Why the newest is not on disk, for a person; null when it is.</summary>
    public string? Error => _error;

    /// <summary>Takes up what an earlier process left.</summary>
    public void Load()
    {
        try
        {
            Last = DurableFile.Read(path, GatewayJson.Default.GatewayConfig);
        }
        catch (InvalidDataException damaged)
        {
            log(damaged.Message);
        }
    }

    /// <summary>Without effect when it is the last.</summary>
    public void Save(GatewayConfig config)
    {
        if (config == Last)
            return;
        try
        {
            DurableFile.Write(path, config, GatewayJson.Default.GatewayConfig);
            (Last, _error) = (config, null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _error = $"The configuration could not be kept in {path}: {failure.Message}";
        }
    }
}
