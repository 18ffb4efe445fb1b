mvn -B -ntp deploy
