using System.Globalization;
using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Tests.Routers.Objects;

/// <summary>Parts of objects that belong to other people, as odd as JSON allows.</summary>
internal sealed class ForeignJson(int seed)
{
    private const int MaxDepth = 3;

    private static readonly string[] Scalars = ["true", "null", "17", "1.50", "2e3", "-0.0", "12345678901234567890", "\"\"", "\"a b\"", "\"<é\\u2028>\"", "\"99%\"", "{}", "[]"];

    private readonly Random _random = new(seed);
    private int _names;

    /// <summary>The JSON of each route or rule that leads elsewhere, as it was made.</summary>
    public List<string> Fragments { get; } = [];

    public int Up(int most) => _random.Next(most + 1);

    public string Name() => string.Create(CultureInfo.InvariantCulture, $"f{_names++}");

    /// <summary>The same object with a few members more.</summary>
    public JsonObject Around(JsonObject known)
    {
        var members = known.Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())).ToList();
        for (var more = Up(3); more > 0; more--)
            members.Insert(Up(members.Count), KeyValuePair.Create(Name(), Node(MaxDepth)));
        return new JsonObject(members);
    }

    /// <summary>A list with others before, between and behind.</summary>
    public JsonArray Among(IEnumerable<JsonObject> ours, Func<JsonObject> other)
    {
        var items = ours.ToList();
        for (var more = Up(3); more > 0; more--)
        {
            var foreign = Around(other());
            Fragments.Add(foreign.ToJsonString());
            items.Insert(Up(items.Count), foreign);
        }

        return new JsonArray([.. items]);
    }

    private JsonNode? Node(int depth) => Up(depth == 0 ? 0 : 4) switch
    {
        1 => new JsonArray([.. Enumerable.Range(0, Up(3)).Select(_ => Node(depth - 1))]),
        2 or 3 => new JsonObject(Enumerable.Range(0, Up(3)).Select(_ => KeyValuePair.Create(Name(), Node(depth - 1)))),
        _ => JsonNode.Parse(Scalars[Up(Scalars.Length - 1)]),
    };
}
