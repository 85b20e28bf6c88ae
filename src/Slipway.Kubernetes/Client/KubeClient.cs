using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client.Access;
using Slipway.Kubernetes.Client.Http;
using Slipway.Kubernetes.Client.Watching;

namespace Slipway.Kubernetes.Client;

/// <summary>
/// A client of one API server. Objects of all kinds are JSON; every call ends in bounded time, every failure is a
/// <see cref="KubeException"/>. Where no namespace is given, that of the access is meant, except for lists and watches: there all.
/// Safe to use from many threads at once.
/// </summary>
public sealed class KubeClient : IDisposable
{
    private readonly ApiConnection _connection;
    private readonly GrantedRights _rights;

    /// <param name="options">Null for the defaults.</param>
    public KubeClient(ClusterAccess access, TimeProvider time, KubeOptions? options = null) =>
        (_connection, _rights) = (new ApiConnection(access, time, options ?? new KubeOptions()), new GrantedRights(time));

    /// <summary>Which cluster, and as whom.</summary>
    public ClusterAccess Access => _connection.Access;

    /// <summary>How many requests were sent so far, by verb (<c>get</c>, <c>list</c>, <c>watch</c>, <c>apply</c>), repetitions included.</summary>
    public IReadOnlyDictionary<string, long> Requests => _connection.Requests;

    /// <summary>Who the server notes as owner of what is written, where a call names nobody else.</summary>
    public string FieldManager => _connection.Options.FieldManager;

    internal ApiConnection Connection => _connection;

    /// <summary>One object; null when there is none of this name.</summary>
    public async Task<KubeObject?> GetAsync(ResourceKind kind, string? ns, string name, CancellationToken cancellation = default) =>
        await GetAsync(kind, ns, name, subresource: null, cancellation);

    /// <summary>One part of an object that is read by itself, such as <c>scale</c>; null when there is no object of this name.</summary>
    public async Task<KubeObject?> GetAsync(ResourceKind kind, string? ns, string name, string? subresource, CancellationToken cancellation = default)
    {
        try
        {
            return await SendAsync(ApiCall.On("get", HttpMethod.Get, kind, Space(kind, ns), name, subresource), cancellation);
        }
        catch (KubeException e) when (e.Status == 404 && e.Reason != KubeReasons.KindNotServed)
        {
            return null;
        }
    }

    /// <summary>All objects of a kind, page by page inside.</summary>
    /// <param name="ns">Null for all namespaces.</param>
    /// <exception cref="KubeException">Among others: there are more than <see cref="KubeOptions.MaxItems"/>.</exception>
    public Task<KubeList> ListAsync(ResourceKind kind, string? ns, ListOptions? options = null, CancellationToken cancellation = default) =>
        new PagedList(_connection, kind, ns, options ?? new ListOptions()).ReadAsync(cancellation);

    /// <summary>
    /// Changes after a resource version, in order and without end: a connection that ends or breaks is opened anew where it stopped.
    /// Bookmarks are among them.
    /// </summary>
    /// <param name="ns">Null for all namespaces.</param>
    /// <param name="from">That of a list, or of the last event.</param>
    /// <exception cref="KubeException">Status 410: the server no longer knows that version; list again. Or what waiting does not heal: 401, 403, 404.</exception>
    public IAsyncEnumerable<WatchEvent> WatchAsync(ResourceKind kind, string? ns, string from, WatchOptions? options = null, CancellationToken cancellation = default) =>
        new Watch(_connection, kind, ns, options ?? new WatchOptions()).FollowAsync(from, cancellation);

    /// <summary>Creates an object.</summary>
    /// <returns>As the server keeps it.</returns>
    /// <exception cref="KubeException">Reason <c>AlreadyExists</c> when there is one of that name.</exception>
    public Task<KubeObject> CreateAsync(ResourceKind kind, KubeObject item, WriteOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new WriteOptions();
        // A subresource is created below its object, the object itself in the list of its kind.
        var name = options.Subresource is null ? null : item.Name;
        var call = ApiCall.On(
            "create", HttpMethod.Post, kind, Space(kind, item.Namespace), name, options.Subresource, ("fieldManager", Manager(options.FieldManager)), DryRun(options.DryRun));
        return SendAsync(call with { Name = item.Name, Body = item.Json }, cancellation);
    }

    /// <summary>Replaces an object whole, if it still is as it was read: its resource version is that of the JSON.</summary>
    /// <exception cref="KubeException">Status 409 when it has changed since.</exception>
    public Task<KubeObject> ReplaceAsync(ResourceKind kind, KubeObject item, WriteOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new WriteOptions();
        var call = ApiCall.On(
            "update", HttpMethod.Put, kind, Space(kind, item.Namespace), item.Name, options.Subresource, ("fieldManager", Manager(options.FieldManager)), DryRun(options.DryRun));
        return SendAsync(call with { Body = item.Json }, cancellation);
    }

    /// <summary>Changes some fields of an object.</summary>
    /// <exception cref="KubeException">Status 409 when the patch names a resource version and the object has another; 404 when it is not there.</exception>
    public Task<KubeObject> PatchAsync(
        ResourceKind kind, string? ns, string name, JsonPatchKind patchKind, JsonNode patch, PatchOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new PatchOptions();
        var call = ApiCall.On(
            "patch", HttpMethod.Patch, kind, Space(kind, ns), name, options.Subresource, ("fieldManager", Manager(options.FieldManager)), DryRun(options.DryRun));
        var type = patchKind switch
        {
            JsonPatchKind.Json => "application/json-patch+json",
            JsonPatchKind.Strategic => "application/strategic-merge-patch+json",
            _ => "application/merge-patch+json",
        };
        return SendAsync(call with { Body = patch, ContentType = type }, cancellation);
    }

    /// <summary>Server-side apply: creates the object, or makes the named fields as given; everything else stays as others have it.</summary>
    /// <param name="item">Only the fields that are meant, with kind and name.</param>
    /// <exception cref="KubeConflictException">Others own named fields with other values, and <see cref="ApplyOptions.Force"/> is not set.</exception>
    public Task<KubeObject> ApplyAsync(ResourceKind kind, KubeObject item, ApplyOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new ApplyOptions();
        var call = ApiCall.On(
            "apply", HttpMethod.Patch, kind, Space(kind, item.Namespace), item.Name, options.Subresource,
            ("fieldManager", Manager(options.FieldManager)), ("force", options.Force ? "true" : "false"), DryRun(options.DryRun));
        return SendAsync(call with { Body = item.Json, ContentType = "application/apply-patch+yaml" }, cancellation);
    }

    /// <summary>Deletes an object.</summary>
    /// <returns>False when there was none.</returns>
    /// <exception cref="KubeException">Status 409 when it is not the one that the preconditions name.</exception>
    public async Task<bool> DeleteAsync(ResourceKind kind, string? ns, string name, DeleteOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new DeleteOptions();
        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "DeleteOptions" };
        if (options.Propagation is { } propagation)
            body["propagationPolicy"] = propagation.ToString();
        if (options.GracePeriod is { } grace)
            body["gracePeriodSeconds"] = (long)grace.TotalSeconds;
        if (options.Uid is not null || options.ResourceVersion is not null)
        {
            var preconditions = new JsonObject();
            if (options.Uid is not null)
                preconditions["uid"] = options.Uid;
            if (options.ResourceVersion is not null)
                preconditions["resourceVersion"] = options.ResourceVersion;
            body["preconditions"] = preconditions;
        }

        try
        {
            await SendAsync(ApiCall.On("delete", HttpMethod.Delete, kind, Space(kind, ns), name, null, DryRun(options.DryRun)) with { Body = body }, cancellation);
            return true;
        }
        catch (KubeException e) when (e.Status == 404 && e.Reason != KubeReasons.KindNotServed)
        {
            return false;
        }
    }

    /// <summary>The end of what a pod's container wrote, as UTF-8; never more than <see cref="LogOptions.MaxBytes"/>.</summary>
    /// <exception cref="KubeException">Among others: there is no such pod, or its container has not started.</exception>
    public Task<string> ReadLogsAsync(string? ns, string pod, LogOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new LogOptions();
        var call = ApiCall.On("get", HttpMethod.Get, ResourceKinds.Pods, Space(ResourceKinds.Pods, ns), pod, "log",
            ("container", options.Container), ("previous", options.Previous ? "true" : null), ("tailLines", $"{options.TailLines}"),
            ("limitBytes", $"{options.MaxBytes}"), ("sinceTime", options.Since?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
        return _connection.SendAsync(call, async (stream, token) =>
        {
            var bytes = new byte[options.MaxBytes];
            return Encoding.UTF8.GetString(bytes, 0, await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, token));
        }, cancellation);
    }

    /// <summary>What the cluster reported of an object lately, oldest first; servers keep events for an hour.</summary>
    public async Task<IReadOnlyList<KubeObject>> ListEventsAsync(KubeObject about, CancellationToken cancellation = default)
    {
        var selector = about.Uid.Length > 0 ? $"involvedObject.uid={about.Uid}" : $"involvedObject.kind={about.Kind},involvedObject.name={about.Name}";
        var events = await ListAsync(ResourceKinds.Events, about.Namespace, new ListOptions { FieldSelector = selector }, cancellation);
        return [.. events.Items.OrderBy(item => item.Time("lastTimestamp") ?? item.Time("eventTime") ?? item.CreatedAt)];
    }

    /// <summary>Asks whether the client's user may do something, before it is tried. A yes holds for ten seconds without being asked for again.</summary>
    /// <param name="verb">As RBAC knows it: <c>get</c>, <c>list</c>, <c>watch</c>, <c>create</c>, <c>update</c>, <c>patch</c>, <c>delete</c>.</param>
    /// <param name="ns">Null for all namespaces at once.</param>
    /// <param name="name">Null for all objects at once.</param>
    public Task<AccessAnswer> CanAsync(
        string verb, ResourceKind kind, string? ns, string? name = null, string? subresource = null, CancellationToken cancellation = default) =>
        _rights.OfAsync(verb, kind, ns, name, subresource, () => AskAsync(verb, kind, ns, name, subresource, cancellation));

    /// <summary>What the server serves. Some dozen calls: keep the answer.</summary>
    public Task<ClusterKinds> DiscoverAsync(CancellationToken cancellation = default) => new Discovery(_connection).ReadAsync(cancellation);

    public void Dispose() => _connection.Dispose();

    private async Task<AccessAnswer> AskAsync(string verb, ResourceKind kind, string? ns, string? name, string? subresource, CancellationToken cancellation)
    {
        var asked = new JsonObject { ["verb"] = verb, ["group"] = kind.Group, ["version"] = kind.Version, ["resource"] = kind.Plural };
        if (kind.IsNamespaced && ns is not null)
            asked["namespace"] = ns;
        if (name is not null)
            asked["name"] = name;
        if (subresource is not null)
            asked["subresource"] = subresource;
        var reviews = ResourceKinds.SelfSubjectAccessReviews;
        var review = new JsonObject { ["apiVersion"] = reviews.ApiVersion, ["kind"] = reviews.Kind, ["spec"] = new JsonObject { ["resourceAttributes"] = asked } };
        // It is asked by a creation, and keeps nothing: as good as a read.
        var answer = await SendAsync(ApiCall.On("create", HttpMethod.Post, reviews, null) with { Body = review, IsRead = true }, cancellation);
        return new AccessAnswer(answer.Flag("status", "allowed") ?? false, answer.Text("status", "reason") ?? answer.Text("status", "evaluationError") ?? "");
    }

    private static (string, string?) DryRun(bool dryRun) => ("dryRun", dryRun ? "All" : null);

    private string Manager(string? manager) => manager ?? _connection.Options.FieldManager;

    private string? Space(ResourceKind kind, string? ns) => kind.IsNamespaced ? ns ?? Access.Namespace : null;

    private async Task<KubeObject> SendAsync(ApiCall call, CancellationToken cancellation) =>
        new(await _connection.SendAsync(call, (stream, token) => ApiAnswers.ReadObjectAsync(stream, call, token), cancellation));
}
