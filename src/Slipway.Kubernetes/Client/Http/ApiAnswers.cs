using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Client.Http;

/// <summary>Reads what the API server answers, and turns refusals into exceptions that say what to do.</summary>
internal static class ApiAnswers
{
    private const int MaxMessageCharacters = 1500;
    private const int MaxRefusalBytes = 256 * 1024;
    private const int MaxRetryAfterSeconds = 3600;

    /// <summary>The JSON object in an answer.</summary>
    public static async Task<JsonObject> ReadObjectAsync(Stream stream, ApiCall call, CancellationToken cancellation)
    {
        try
        {
            return await JsonNode.ParseAsync(stream, cancellationToken: cancellation) as JsonObject
                ?? throw new KubeException(200, KubeReasons.BadAnswer, $"cannot {call}: the answer is no object; is this address a Kubernetes API server?", outcomeUnknown: !call.IsRead);
        }
        catch (JsonException)
        {
            throw new KubeException(200, KubeReasons.BadAnswer, $"cannot {call}: the answer is not JSON; is this address a Kubernetes API server?", outcomeUnknown: !call.IsRead);
        }
    }

    /// <summary>The exception for an answer that is no success.</summary>
    public static async Task<KubeException> RefusalAsync(HttpResponseMessage response, ApiCall call, ClusterAccess access, CancellationToken cancellation)
    {
        JsonObject? status = null;
        try
        {
            using var stream = new BoundedStream(await response.Content.ReadAsStreamAsync(cancellation), MaxRefusalBytes);
            status = await JsonNode.ParseAsync(stream, cancellationToken: cancellation) as JsonObject;
        }
        catch (Exception e) when (e is JsonException or IOException or HttpRequestException or KubeException)
        {
            // No status object: the HTTP status alone must do. A text may come from a proxy between, and is no use to a reader.
        }

        return Refusal((int)response.StatusCode, status is null ? null : new KubeObject(status), RetryAfter(response), FlowOf(response), call, access);
    }

    /// <summary>The exception for a status object, as an answer or as an event in a watch.</summary>
    public static KubeException Refusal(int code, KubeObject? status, TimeSpan? retryAfter, string flow, ApiCall call, ClusterAccess access)
    {
        var reason = status?.Text("reason") is { Length: > 0 } given ? given : ((HttpStatusCode)code).ToString();
        retryAfter ??= status?.Integer("details", "retryAfterSeconds") is { } seconds and > 0 ? TimeSpan.FromSeconds(Math.Min(seconds, MaxRetryAfterSeconds)) : null;
        var conflicts = code == (int)HttpStatusCode.Conflict ? ConflictsOf(status) : [];
        // Without the object's kind in its details, it is not an object that is missing, but the path.
        var notServed = code == (int)HttpStatusCode.NotFound && call.Kind is not null && status?.Text("details", "kind") is null;
        if (notServed)
            reason = KubeReasons.KindNotServed;
        var words = Words(status?.Text("message") is { Length: > 0 } text ? text : $"the server answers {code} {reason}");
        var message = $"cannot {call} ({access.Name}): {words}{flow}{Remedy(code, notServed, call, access)}";
        return conflicts.Count > 0
            ? new KubeConflictException($"cannot {call} ({access.Name}): others own fields with other values: {string.Join(", ", conflicts)}; leave these fields out, or apply with force to take them", conflicts)
            : new KubeException(code, reason, message, retryAfter, outcomeUnknown: !call.IsRead && MayHaveHappened(code, reason, retryAfter));
    }

    /// <summary>Of what went wrong inside, only what the server wants to be asked again for has certainly not been done.</summary>
    private static bool MayHaveHappened(int code, string reason, TimeSpan? retryAfter) =>
        code >= 500 && !(retryAfter is not null && (code == (int)HttpStatusCode.ServiceUnavailable || reason == "ServerTimeout"));

    private static string Remedy(int code, bool notServed, ApiCall call, ClusterAccess access) => code switch
    {
        (int)HttpStatusCode.Unauthorized => $"; the token or certificate of {access.Name} is wrong or has expired: log in again, or renew it",
        (int)HttpStatusCode.Forbidden => "; give this user a role with that verb on that resource, unless an admission rule or a quota refused it",
        (int)HttpStatusCode.NotFound when notServed => $"; the server does not serve {call.Kind} in version {call.Kind!.ApiVersion}: install what brings it, or use a version that it serves",
        (int)HttpStatusCode.Gone => "; list again, and watch from there",
        (int)HttpStatusCode.Conflict when call.Verb != "create" => "; read the object again, and decide anew",
        _ => "",
    };

    private static List<FieldConflict> ConflictsOf(KubeObject? status)
    {
        var conflicts = new List<FieldConflict>();
        foreach (var item in status?.Items("details", "causes") ?? [])
        {
            var cause = new KubeObject(item);
            if (cause.Text("reason") == "FieldManagerConflict")
                conflicts.Add(new FieldConflict(cause.Text("field") ?? "", cause.Text("message")?.Split('"') is [_, var manager, ..] ? manager : ""));
        }

        return conflicts;
    }

    /// <summary>The server's words, without the piece of the sent object that decoding errors quote: it may be a Secret's.</summary>
    private static string Words(string message)
    {
        var quote = message.IndexOf("error found in #", StringComparison.Ordinal);
        var words = (quote < 0 ? message : message[..quote].TrimEnd(' ', ',')).ReplaceLineEndings(" ").TrimEnd('.');
        return words.Length <= MaxMessageCharacters ? words : words[..MaxMessageCharacters] + "…";
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Retry-After", out var values) && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, MaxRetryAfterSeconds))
            : null;

    /// <summary>Which flow of API priority and fairness held the call back, for the one who has to widen it.</summary>
    private static string FlowOf(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.TooManyRequests && response.Headers.TryGetValues("X-Kubernetes-PF-FlowSchema-UID", out var schema)
            ? $" (flow schema {schema.First()}, priority level {(response.Headers.TryGetValues("X-Kubernetes-PF-PriorityLevel-UID", out var level) ? level.First() : "unknown")})"
            : "";
}
