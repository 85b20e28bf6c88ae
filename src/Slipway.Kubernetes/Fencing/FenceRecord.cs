using System.Text.Json.Nodes;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Fencing;

/// <summary>What the ConfigMap of an environment says: the newest order that was taken, and which orders are done.</summary>
/// <param name="Newest">Raised before the work of an order begins.</param>
/// <param name="Done">Keys of orders whose work is done, oldest first; at most <see cref="MaxKeys"/>.</param>
internal sealed record FenceRecord(OrderStamp Newest, IReadOnlyList<string> Done)
{
    public const int MaxKeys = 64;

    private const string NewestKey = "order";
    private const string DoneKey = "done";

    /// <summary>A dot between the names, which neither may contain: <c>a-b</c> in <c>c</c> is not <c>a</c> in <c>b-c</c>.</summary>
    public static string NameFor(EnvironmentKey environment) => $"slipway-{environment.App}.{environment.Environment}";

    public static FenceRecord Read(KubeObject map)
    {
        // What a person made unreadable says nothing here; each object that was changed still says its own order.
        var newest = OrderStamp.TryParse(map.Text("data", NewestKey), out var read) ? read : default;
        return new FenceRecord(newest, (map.Text("data", DoneKey) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    public FenceRecord With(string key) => this with { Done = [.. Done.Where(done => done != key).Append(key).TakeLast(MaxKeys)] };

    public JsonObject ToData() => new() { [NewestKey] = Newest.ToString(), [DoneKey] = string.Join('\n', Done) };
}
