using System.Text.Json.Nodes;

namespace Slipway.Testing.Kubernetes.Faults;

/// <summary>What goes wrong with a request on its way to the API server or back.</summary>
public sealed record Fault
{
    private Fault()
    {
    }

    /// <summary>The connection breaks before the server gets anything.</summary>
    public static Fault Cut { get; } = new() { IsCut = true };

    /// <summary>The server does what is asked, and its answer is lost.</summary>
    public static Fault LoseAnswer { get; } = new() { LosesAnswer = true };

    internal bool IsCut { get; private init; }

    internal bool LosesAnswer { get; private init; }

    internal TimeSpan Delay { get; private init; }

    internal JsonObject? Status { get; private init; }

    internal TimeSpan? RetryAfter { get; private init; }

    /// <summary>So many lines of the answer come through before <see cref="Line"/> or the break.</summary>
    internal int? Lines { get; private init; }

    internal string? Line { get; private init; }

    /// <summary>Passed on, but only after a while.</summary>
    public static Fault Slow(TimeSpan delay) => new() { Delay = delay };

    /// <summary>An answer that the server did not give.</summary>
    /// <param name="reason">In one word: <c>TooManyRequests</c>.</param>
    /// <param name="retryAfter">In whole seconds; null for no such header.</param>
    public static Fault Answer(int status, string reason, string message, TimeSpan? retryAfter = null) =>
        new() { Status = StatusOf(status, reason, message), RetryAfter = retryAfter };

    /// <summary>A watch that breaks in the middle of an event.</summary>
    /// <param name="afterLines">So many events come through before.</param>
    public static Fault Tear(int afterLines) => new() { Lines = afterLines };

    /// <summary>A watch in which the server says that it no longer knows the version.</summary>
    /// <param name="afterLines">So many events come through before.</param>
    public static Fault Expire(int afterLines) => new()
    {
        Lines = afterLines,
        Line = new JsonObject { ["type"] = "ERROR", ["object"] = StatusOf(410, "Expired", "too old resource version") }.ToJsonString(),
    };

    private static JsonObject StatusOf(int status, string reason, string message) => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = "Failure",
        ["message"] = message,
        ["reason"] = reason,
        ["code"] = status,
    };
}
