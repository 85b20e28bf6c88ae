namespace Slipway.Contracts.Requests;

/// <summary>One alert of an <see cref="AlertmanagerWebhook"/>.</summary>
public sealed record AlertmanagerAlert
{
    /// <summary><c>firing</c> or <c>resolved</c>.</summary>
    public string Status { get; init => field = value ?? field; } = "";

    /// <summary>Slipway reads <c>alertname</c>, <c>severity</c>, <c>app</c> and <c>environment</c>.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? field; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Annotations { get; init => field = value ?? field; } = new Dictionary<string, string>();

    public DateTimeOffset? StartsAt { get; init; }
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>The same for the same labels.</summary>
    public string? Fingerprint { get; init; }
}
