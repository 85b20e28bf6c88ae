namespace Slipway.Contracts.Requests;

/// <summary>What Alertmanager's webhook receiver posts, version 4: POST /api/v1/alerts. Members that Slipway does not read are let pass.</summary>
public sealed record AlertmanagerWebhook
{
    // What a sender leaves out arrives as null from generated JSON code: then the initial value stays, here and below.

    /// <summary><c>4</c>.</summary>
    public string Version { get; init => field = value ?? field; } = "";

    public string? GroupKey { get; init; }

    /// <summary><c>firing</c> while at least one alert is.</summary>
    public string Status { get; init => field = value ?? field; } = "";

    public string? Receiver { get; init; }
    public IReadOnlyDictionary<string, string> CommonLabels { get; init => field = value ?? field; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> CommonAnnotations { get; init => field = value ?? field; } = new Dictionary<string, string>();
    public IReadOnlyList<AlertmanagerAlert> Alerts { get; init => field = value ?? field; } = [];
}
