using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Slipway.Contracts;
using Slipway.Contracts.Problems;
using Slipway.Core.Engine;
using Slipway.Core.Engine.Tokens;
using Slipway.Core.Ports;
using Slipway.Server.Access;
using Slipway.Server.Api.Git;
using Slipway.Server.Api.Hooks;
using Slipway.Server.Api.Peers;
using Slipway.Server.Api.StatusPage;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api;

/// <summary>
/// The HTTP API. Needs in the services: <c>RolloutService</c>, <c>RolloutEngine</c>, <c>Ledger</c>, <c>Places</c>, <c>Checklists</c>, <c>TrainService</c>, <c>TrainLedger</c>, <c>Adapters</c>,
/// <c>ILeases</c>, <c>IEvidence</c>, <c>IDeliveries</c>,
/// the <c>ServerNote</c> of this server, <see cref="AccessOptions"/>, <see cref="Policies"/> and <see cref="TimeProvider"/>;
/// a <c>GitLedger</c> and a <see cref="GitDesk"/> where repositories are followed;
/// takes any number of <see cref="Health.IHealthComponent"/> and <see cref="Health.IDoctorCheck"/>, an <see cref="IGatewayStates"/> and a <see cref="HookDesk"/> where there is one.
/// </summary>
public static class SlipwayApi
{
    private const string Prefix = "/api/v1";

    public static IServiceCollection AddSlipwayApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, SlipwayJson.Default);
            json.SerializerOptions.DefaultIgnoreCondition = SlipwayJson.Default.Options.DefaultIgnoreCondition;
        });
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddExceptionHandler<ApiExceptionHandler>();
        services.AddOpenApi("v1", ApiDescription.Describe);
        services.AddSingleton(s => new TokenRegistry(s.GetRequiredService<Ledger>().Store, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IIdentitySource, TokenIdentity>();
        services.AddSingleton<IIdentitySource, FileIdentity>();
        services.AddSingleton<Authenticator>();
        services.AddSingleton<RequestLimiter>();
        services.AddSingleton(s => new DenialLog(s.GetRequiredService<Ledger>().Store, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<DenialLog>>()));
        services.AddHostedService(s => s.GetRequiredService<DenialLog>());
        services.AddSingleton<LatestLooks>();
        services.AddSingleton<RolloutReader>();
        services.AddSingleton<EnvironmentReader>();
        services.AddSingleton<EventReader>();
        services.AddSingleton<RolloutWatch>();
        services.AddSingleton<Health.IHealthComponent, Health.StoreHealth>();
        services.AddSingleton<Health.HealthReader>();
        return services;
    }

    public static void UseSlipwayApi(this WebApplication app)
    {
        app.UseExceptionHandler(_ => { });
        app.UseMiddleware<UrlGuard>();
        app.UseMiddleware<HostGuard>();
        app.UseStatusCodePages(async context => await ApiProblems.OfStatus(context.HttpContext).ExecuteAsync(context.HttpContext));
        app.UseMiddleware<AccessGate>();
        app.MapOpenApi().ForAll();
        Health.HealthEndpoints.MapHealth(app);
        var api = app.MapGroup(Prefix).WithMetadata(
            Refusal(StatusCodes.Status400BadRequest), Refusal(StatusCodes.Status401Unauthorized), Refusal(StatusCodes.Status403Forbidden), Refusal(StatusCodes.Status404NotFound), Refusal(StatusCodes.Status503ServiceUnavailable));
        api.MapRollouts();
        api.MapApprovals();
        api.MapFreezes();
        api.MapStops();
        api.MapHolds();
        api.MapWhatIf();
        api.MapChecklists();
        api.MapEvidence();
        api.MapRollbacks();
        api.MapTraffic();
        api.MapPlans();
        api.MapEnvironments();
        api.MapReleases();
        api.MapTrains();
        api.MapEvents();
        api.MapLogs();
        api.MapAlerts();
        api.MapHooks();
        api.MapGit();
        api.MapNotices();
        api.MapDoctor();
        api.MapServers();
        api.MapAccess();
        api.MapTokens();
        app.MapLooks();
        app.MapStatusPage();
    }

    private static ProducesResponseTypeMetadata Refusal(int status) => new(status, typeof(Problem), [Problem.MediaType]);
}
