namespace Slipway.Core.Import;

/// <summary>A file of manifests.</summary>
/// <param name="Name">What notes and errors call it.</param>
/// <param name="Text">YAML of any number of documents, or JSON; at most 1 MiB.</param>
public sealed record ImportFile(string Name, string Text);
