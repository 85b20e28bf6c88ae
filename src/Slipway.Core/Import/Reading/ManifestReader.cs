using Slipway.Core.Specs;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Import.Reading;

/// <summary>The objects of files. What is no Kubernetes object is passed over.</summary>
internal static class ManifestReader
{
    public static SourceObjects Read(IReadOnlyList<ImportFile> files, ImportLedger ledger)
    {
        var objects = new List<SourceObject>();
        foreach (var file in files)
        {
            var problems = new SpecProblems();
            foreach (var document in YamlText.ParseAll(file.Text, problems))
                Add(new SourceField(file.Name, "", document.Position, document, ledger), objects);
            foreach (var error in problems.Errors)
                ledger.Fail(error with { File = file.Name });
        }

        return new SourceObjects(objects);
    }

    private static void Add(SourceField root, List<SourceObject> objects)
    {
        if (root.Node is not MapNode map || map.Find("kind") is not ScalarNode { Text: var kind } || map.Find("apiVersion") is not ScalarNode { Text: var version })
            return;
        if (kind == "List")
        {
            foreach (var item in root["items"].Items)
                Add(item with { Path = "" }, objects);
            return;
        }

        var slash = version.IndexOf('/', StringComparison.Ordinal);
        objects.Add(new SourceObject(slash < 0 ? "" : version[..slash], kind, root));
    }
}
