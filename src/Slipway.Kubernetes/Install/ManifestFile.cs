using System.Text;
using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Install;

/// <summary>A file of manifests. Their names are in the order in which a cluster needs them, which is that of <c>kubectl apply -f</c>.</summary>
/// <param name="Comment">For people, of the whole file; lines without <c>#</c>.</param>
public sealed record ManifestFile(string Name, string Comment, IReadOnlyList<JsonObject> Objects)
{
    /// <summary>What each file begins with, by which it is known again.</summary>
    public const string Mark = "# Written by slipway install.";

    /// <summary>As YAML, with a line at its end.</summary>
    public string ToYaml()
    {
        var text = new StringBuilder(Mark).Append(" Do not edit: change the spec or the options, and write it anew.\n");
        foreach (var line in Comment.Split('\n'))
            text.Append("# ").Append(line).Append('\n');
        foreach (var item in Objects)
            text.Append("---\n").Append(ManifestYaml.Of(item));
        return text.ToString();
    }
}
