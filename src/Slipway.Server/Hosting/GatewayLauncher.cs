using System.Collections;
using Slipway.Local.Gateway.Supervision;
using Slipway.Local.Processes;

namespace Slipway.Server.Hosting;

/// <summary>Starts this program as a gateway, in a session of its own.</summary>
internal sealed class GatewayLauncher(string program, ProcessLauncher launcher)
{
    public int Launch(GatewayLaunch launch)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(v => (string)v.Key, v => (string)v.Value!);
        foreach (var (name, value) in launch.Environment)
            environment[name] = value;
        return launcher.Start([program, .. launch.Arguments], launch.WorkingDirectory, environment, launch.LogFile).Pid;
    }
}
