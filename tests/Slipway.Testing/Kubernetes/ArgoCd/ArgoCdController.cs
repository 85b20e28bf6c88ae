using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Slipway.Testing.Kubernetes.ArgoCd;

/// <summary>
/// A simulated application controller of Argo CD for one namespace: it runs the operations that are set on Applications, writes
/// sync, health, history and operation state where the real one does, syncs by itself where that is switched on, and heals drift
/// where that is wanted. What is applied is up to the test.
/// </summary>
/// <remarks>It knows applications of one source. The kinds have to be there: <see cref="Crds.ArgoCd"/>.</remarks>
public sealed class ArgoCdController : IAsyncDisposable
{
    private const int AgainMilliseconds = 20;
    private const int CommitCharacters = 40;

    private readonly ClusterApi _api;
    private readonly string _path;
    private readonly ConcurrentDictionary<string, ArgoCdApplication> _applications = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SyncBehaviour> _behaviours = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    private ArgoCdController(ClusterApi api, string name, Func<JsonObject, string, Task>? apply)
    {
        (_api, _path) = (api, $"/apis/argoproj.io/v1alpha1/namespaces/{name}/applications");
        Apply = apply ?? ((_, _) => Task.CompletedTask);
        _work = WatchAsync();
    }

    /// <summary>Called while an operation runs, with the Application and the commit.</summary>
    internal Func<JsonObject, string, Task> Apply { get; }

    /// <param name="name">The namespace of the Applications.</param>
    /// <param name="apply">Applies what a commit contains, such as a new image in a Deployment; null: nothing.</param>
    public static async Task<ArgoCdController> StartAsync(Cluster cluster, string name, Func<JsonObject, string, Task>? apply = null)
    {
        await cluster.InstallAsync(Crds.ArgoCd);
        return new ArgoCdController(cluster.Api, name, apply);
    }

    /// <summary>The commit that a branch, tag or commit means in every repository: always the same for the same name.</summary>
    public static string Commit(string revision) => revision.Length == CommitCharacters && revision.All(char.IsAsciiHexDigitLower)
        ? revision
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(revision)))[..CommitCharacters];

    /// <summary>From now on the revision is synced so.</summary>
    /// <param name="revision">A branch, tag or commit.</param>
    public void Behave(string revision, SyncBehaviour behaviour)
    {
        _behaviours[Commit(revision)] = behaviour;
        foreach (var application in _applications.Values)
            application.Wake();
    }

    /// <summary>Somebody changes what the application has deployed. A sync brings it back.</summary>
    public void Drift(string application)
    {
        if (!_applications.TryGetValue(application, out var drifting))
            throw new ArgumentException($"Argo CD has seen no Application '{application}' yet", nameof(application));
        drifting.Drift();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        foreach (var application in _applications.Values)
            await application.DisposeAsync();
        _stop.Dispose();
    }

    internal SyncBehaviour Behaviour(string commit) => _behaviours.GetValueOrDefault(commit, SyncBehaviour.Healthy);

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var list = await _api.GetAsync(_path, _stop.Token);
                foreach (var item in list!["items"]!.AsArray())
                    See(item!.AsObject());
                await foreach (var (type, item) in _api.WatchAsync(_path, (string)list["metadata"]!["resourceVersion"]!, _stop.Token))
                {
                    if (type != "DELETED")
                        See(item);
                    else if (_applications.TryRemove(Name(item), out var gone))
                        await gone.DisposeAsync();
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (HttpRequestException away) when (ClusterApi.IsAway(away) || away.StatusCode == HttpStatusCode.Gone)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(AgainMilliseconds), TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private void See(JsonObject application) =>
        _applications.GetOrAdd(Name(application), name => new ArgoCdApplication(this, _api, $"{_path}/{name}")).Wake();

    private static string Name(JsonObject application) => (string)application["metadata"]!["name"]!;
}
