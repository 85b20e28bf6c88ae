namespace Slipway.Server.Hosting;

/// <param name="Url">Without a slash at the end.</param>
/// <param name="Pid">Of the server.</param>
internal sealed record ServerFileContent(string Url, int Pid);
