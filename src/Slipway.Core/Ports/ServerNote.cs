namespace Slipway.Core.Ports;

/// <summary>A server as the others see it.</summary>
/// <param name="Id">Of one life of one process: a restarted server has another.</param>
/// <param name="Url">Where its API answers.</param>
/// <param name="Folder">Identity of its data folder: servers of one host that share it have the same.</param>
public sealed record ServerNote(string Id, string Url, string Folder);
