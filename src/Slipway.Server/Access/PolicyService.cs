using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Slipway.Server.Access;

/// <summary>Looks at the access file for as long as the server lives. One that became bad changes nothing, and is told loudly.</summary>
internal sealed partial class PolicyService(Policies policies, TimeProvider time, ILogger<PolicyService> logger, Action<string> say) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!policies.HasFile)
            return;
        while (true)
        {
            await Task.Delay(LookEvery, time, stoppingToken);
            var before = policies.Current;
            var (isGood, lines) = await policies.LookAsync(stoppingToken);
            if (!isGood && lines.Count > 0)
                LogBad(string.Join('\n', lines));
            else
                lines.ToList().ForEach(say);
            if (policies.Current != before)
                say("the access file was read anew and counts from now on");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The access file is bad now; what it said before goes on:\n{Faults}")]
    private partial void LogBad(string faults);
}
