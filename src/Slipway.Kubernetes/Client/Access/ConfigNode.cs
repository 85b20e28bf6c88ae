using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Slipway.Kubernetes.Client.Access;

/// <summary>A map of a kubeconfig that knows where it stands.</summary>
internal sealed class ConfigNode
{
    private const int MaxFileBytes = 1024 * 1024;

    private readonly YamlMappingNode _map;

    private ConfigNode(string file, YamlMappingNode map)
    {
        File = file;
        _map = map;
    }

    /// <summary>The kubeconfig, with its full path.</summary>
    public string File { get; }

    /// <exception cref="KubeException">There is none, or it is not a map in YAML.</exception>
    public static ConfigNode Read(string file)
    {
        try
        {
            if (new FileInfo(file).Length > MaxFileBytes)
                throw Fault(file, "is larger than 1 MiB", "name a kubeconfig");
            var yaml = new YamlStream();
            yaml.Load(new StringReader(System.IO.File.ReadAllText(file)));
            return yaml.Documents is [{ RootNode: YamlMappingNode map }]
                ? new ConfigNode(file, map)
                : throw Fault(file, "is no kubeconfig: it is not one map of keys", "it begins with 'apiVersion: v1' and 'kind: Config'");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Fault(file, "is not there", "name an existing file in KUBECONFIG or the spec");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fault(file, $"cannot be read: {e.Message}", "let the user that Slipway runs as read it");
        }
        catch (YamlException e)
        {
            // The parser's text may quote what it read, which may be a token: the place must do.
            throw Fault(file, $"is not YAML, see line {e.Start.Line}", "check indentation, quotes and brackets there and on the line above");
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw Fault(file, "is not YAML", "write it anew with your cloud's or cluster's tool");
        }
    }

    public string? Text(string key) => Node(key) is YamlScalarNode { Value: { Length: > 0 } text } ? text : null;

    public bool Flag(string key) => Text(key) is "true" or "True" or "TRUE";

    public ConfigNode? Map(string key) => Node(key) is YamlMappingNode map ? new ConfigNode(File, map) : null;

    public IEnumerable<ConfigNode> Maps(string key) =>
        Node(key) is YamlSequenceNode list ? list.Children.OfType<YamlMappingNode>().Select(map => new ConfigNode(File, map)) : [];

    public IEnumerable<string> Texts(string key) =>
        Node(key) is YamlSequenceNode list ? list.Children.OfType<YamlScalarNode>().Select(scalar => scalar.Value ?? "") : [];

    /// <summary>The bytes of a value that stands in the file as base64, or in a file of its own. Null where there is neither.</summary>
    /// <param name="key">Such as <c>client-key</c>; inline it is <c>client-key-data</c>.</param>
    public byte[]? Bytes(string key)
    {
        if (Text($"{key}-data") is { } inline)
        {
            var bytes = new byte[inline.Length];
            return Convert.TryFromBase64String(inline, bytes, out var count)
                ? bytes[..count]
                : throw Fault($"'{key}-data' is not base64", "copy it whole, or name a file in its place");
        }

        if (PathAt(key) is not { } path)
            return null;
        try
        {
            return System.IO.File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fault($"'{key}' names {path}, which cannot be read: {e.Message}", "correct the path, or the file's rights");
        }
    }

    /// <summary>A path, meant from the kubeconfig's folder.</summary>
    public string? PathAt(string key) => Text(key) is { } path ? Path.GetFullPath(path, Path.GetDirectoryName(File)!) : null;

    /// <summary>A failure at this place.</summary>
    public KubeException Fault(string what, string remedy) => Fault(File, $"line {_map.Start.Line}: {what}", remedy);

    private static KubeException Fault(string file, string what, string remedy) =>
        new(0, KubeReasons.Credentials, $"kubeconfig {file} {what}; {remedy}");

    private YamlNode? Node(string key) => _map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;
}
