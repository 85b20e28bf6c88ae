using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Contracts;
using Slipway.Contracts.Problems;
using Slipway.Server.Api.Peers;
using Slipway.Server.Api.Views;

namespace Slipway.Server.Api;

/// <summary>
/// The HTTP API. Needs in the services: <c>RolloutService</c>, <c>RolloutEngine</c>, <c>Ledger</c>, <c>Places</c>, <c>Adapters</c>, <c>TrainService</c>, <c>TrainLedger</c>, <c>ILeases</c>, <c>IEvidence</c>,
/// the <c>ServerNote</c> of this server and <see cref="TimeProvider"/>;
/// takes any number of <see cref="Health.IHealthComponent"/> and <see cref="Health.IDoctorCheck"/>, and an <see cref="IGatewayStates"/> where there is one.
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
        app.UseMiddleware<LoopbackOnly>();
        app.UseStatusCodePages(async context => await ApiProblems.OfStatus(context.HttpContext).ExecuteAsync(context.HttpContext));
        app.MapOpenApi();
        Health.HealthEndpoints.MapHealth(app);
        var api = app.MapGroup(Prefix).WithMetadata(
            Refusal(StatusCodes.Status400BadRequest), Refusal(StatusCodes.Status404NotFound), Refusal(StatusCodes.Status503ServiceUnavailable));
        api.MapRollouts();
        api.MapApprovals();
        api.MapFreezes();
        api.MapHolds();
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
        api.MapDoctor();
        api.MapServers();
        app.MapLooks();
    }

    private static ProducesResponseTypeMetadata Refusal(int status) => new(status, typeof(Problem), [Problem.MediaType]);
}
